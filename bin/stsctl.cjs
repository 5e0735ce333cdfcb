#!/usr/bin/env node
"use strict";
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Script } = require("node:vm");

const root = join(__dirname, "..");
const dist = join(root, "dist");
const program = "stsctl.cjs";
/** The build sets this: then what V8 has compiled is written beside the chunks. */
const writes = process.env.STSCTL_CODE_CACHE === "write";
const chunks = new Map();

function cacheAt(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Loads a chunk of the program: faster than Node's own loader, which looks for packages where there are none. V8 takes
 * the code from the cache that the build left, for this version of Node; it refuses itself a cache that is not its own.
 * Chunks are ASCII.
 */
function load(name) {
  const known = chunks.get(name);
  if (known !== undefined) return known.exports;
  const chunk = { exports: {} };
  chunks.set(name, chunk);
  const filename = join(dist, name);
  const cache = `${filename}.${process.version}-${process.arch}.cache`;
  const source = `(function (exports, require, module) {${readFileSync(filename, "latin1")}\n})`;
  const script = new Script(source, { filename, cachedData: cacheAt(cache) });
  if (writes) process.on("exit", () => writeFileSync(cache, script.createCachedData()));
  script.runInThisContext().call(chunk.exports, chunk.exports, requireFrom, chunk);
  return chunk.exports;
}

function requireFrom(id) {
  return id.startsWith("./") ? load(id.slice(2)) : require(id);
}

if (!existsSync(join(dist, program)) && existsSync(join(root, "src"))) {
  const build = join(root, "rolldown.config.mjs");
  require("node:child_process").spawnSync(process.execPath, [build], { stdio: ["ignore", 2, 2] });
}
if (existsSync(join(dist, program))) {
  load(program);
} else {
  process.stderr.write("error: stsctl is not built: run npm ci in its folder\n");
  process.exitCode = 2;
}
