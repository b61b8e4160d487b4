// What Readability makes of every labelled page: node readability.mjs FOLDER >records.jsonl
// Its packages are those of package.json beside it: npm install --prefix FOLDER-OF-THIS-FILE.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

const folder = process.argv[2];

function paragraphs(content) {
  // textContent alone runs the last word of a paragraph into the first of the next.
  const parted = content.replace(/<\/(p|div|li|h[1-6]|td|th|tr|blockquote|pre|section)>|<br[^>]*>/gi, "$&\n");
  return parseHTML("<html><body>" + parted + "</body></html>").document.body.textContent;
}

for (const name of readdirSync(folder).filter((n) => n.endsWith(".html.gz")).sort()) {
  let text = "";
  try {
    const { document } = parseHTML(gunzipSync(readFileSync(join(folder, name))).toString("utf8"));
    const article = new Readability(document).parse();
    text = article ? paragraphs(article.content) : "";
  } catch {
    text = ""; // whatever it raises on a page
  }
  console.log(JSON.stringify({ source: join(folder, name), text }));
}
