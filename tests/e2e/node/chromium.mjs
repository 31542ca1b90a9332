// Unpacks the Chromium of @sparticuz/chromium, with the libraries and fonts that it brings, into the folder TMPDIR, and
// writes a script there that starts it. The package's own executablePath() does so for AWS Lambda only, and takes a
// file that another process has half written for a whole one.
import { chmod, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";

// As it will be called once the folder is complete and renamed.
const home = process.argv[2];
const packed = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "..", "bin");
for (const part of ["chromium.br", "al2023.tar.br", "fonts.tar.br"]) await inflate(join(packed, part));

const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/font-cache</cachedir>
  <alias binding="same"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="same"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
await writeFile(join(tmpdir(), "fonts.conf"), fonts);

const start = `#!/bin/sh
export LD_LIBRARY_PATH="${home}/al2023/lib" FONTCONFIG_FILE="${home}/fonts.conf"
exec "${home}/chromium" "$@"
`;
await writeFile(join(tmpdir(), "start"), start);
await chmod(join(tmpdir(), "start"), 0o755);
