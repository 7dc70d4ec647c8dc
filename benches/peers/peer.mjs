// Does with every file of a folder what a peer does, in one process: node peer.mjs PEER FOLDER.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [peer, folder, modules] = process.argv.slice(2);
const require = createRequire(join(modules, "package.json"));
const peers = {
  zhlint: () => {
    const { run } = require("zhlint");
    return (text) => run(text, { rules: { preset: "default" } }).validations.length;
  },
  lintmd: () => {
    const { lintMarkdown } = require("@lint-md/core");
    return (text) => lintMarkdown(text).lintResult.length;
  },
};
const work = peers[peer]();
let found = 0;
for (const name of readdirSync(folder).sort()) {
  found += work(readFileSync(join(folder, name), "utf8"));
}
console.log(found);
