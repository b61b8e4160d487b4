"""What a newsmill is built with."""
import subprocess


def built_with(newsmill, environment=None):
    """Names of the libraries and parts that can be left out, and are not."""
    said = subprocess.run([newsmill, "version"], env=environment, capture_output=True, text=True,
                          check=True).stdout
    return next(line for line in said.splitlines() if line.startswith("built with:")).split()[2:]
