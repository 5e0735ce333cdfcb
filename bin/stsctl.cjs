#!/usr/bin/env node
"use strict";
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { join, sep } = require("node:path");
const { Script } = require("node:vm");

const root = join(__dirname, "..");
const dist = join(root, "dist");
const program = join(dist, "stsctl.cjs");

/**
 * Lets V8 take the program's chunks from the code cache that the build left beside them, for this version of Node; V8
 * itself refuses a cache that is not its own. With STSCTL_CODE_CACHE=write, which the build sets, makes the caches.
 */
function useCodeCache() {
  const writes = process.env.STSCTL_CODE_CACHE === "write";
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, ...rest) {
    const cache = `${filename}.${process.version}-${process.arch}.cache`;
    if (!filename.startsWith(dist + sep) || !(writes || existsSync(cache))) {
      return compile.call(this, content, filename, ...rest);
    }
    const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
    const script = new Script(Module.wrap(content), { filename, cachedData });
    if (writes) process.on("exit", () => writeFileSync(cache, script.createCachedData()));
    const load = (id) => this.require(id);
    return script.runInThisContext().call(this.exports, this.exports, load, this, filename, dist);
  };
}

if (!existsSync(program) && existsSync(join(root, "src"))) {
  const build = join(root, "rolldown.config.mjs");
  require("node:child_process").spawnSync(process.execPath, [build], { stdio: ["ignore", 2, 2] });
}
if (existsSync(program)) {
  useCodeCache();
  require(program);
} else {
  process.stderr.write("error: stsctl is not built: run npm ci in its folder\n");
  process.exitCode = 2;
}
