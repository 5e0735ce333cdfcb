#!/usr/bin/env node
"use strict";
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const { Script } = require("node:vm");

const root = join(__dirname, "..");
const dist = join(root, "dist");
const program = "stsctl.cjs";
/** The build names a file here, for the names of the chunks that are loaded; what V8 compiles is written beside them. */
const { STSCTL_WARM_UP: notes } = process.env;
const chunks = new Map();

function cacheAt(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * What a file of the program evaluates to. V8 takes its code from the cache that the build left, for this version of
 * Node; it refuses itself a cache that is not its own. The files are ASCII.
 */
function evaluate(name) {
  const filename = join(dist, name);
  const cache = `${filename}.${process.version}-${process.arch}.cache`;
  const script = new Script(readFileSync(filename, "latin1"), { filename, cachedData: cacheAt(cache) });
  if (notes !== undefined) process.on("exit", () => writeFileSync(cache, script.createCachedData()));
  return script.runInThisContext();
}

/** The chunks that common runs of the verb load, by name, where the build has packed them into one file. */
function packOf(verb) {
  const name = `${verb}.pack.cjs`;
  return basename(name) === name && existsSync(join(dist, name)) ? evaluate(name) : {};
}

/** Loads a chunk of the program: faster than Node's own loader, which looks for packages where there are none. */
function load(name) {
  const known = chunks.get(name);
  if (known !== undefined) return known.exports;
  const chunk = { exports: {} };
  chunks.set(name, chunk);
  const body = packed[name] ?? evaluate(name);
  body.call(chunk.exports, chunk.exports, requireFrom, chunk);
  return chunk.exports;
}

function requireFrom(id) {
  return id.startsWith("./") ? load(id.slice(2)) : require(id);
}

if (!existsSync(join(dist, program)) && existsSync(join(root, "src"))) {
  const build = join(root, "rolldown.config.mjs");
  require("node:child_process").spawnSync(process.execPath, [build], { stdio: ["ignore", 2, 2] });
}
const packed = packOf(process.argv.slice(2).find((word) => !word.startsWith("-")));
if (existsSync(join(dist, program))) {
  load(program);
} else {
  process.stderr.write("error: stsctl is not built: run npm ci in its folder\n");
  process.exitCode = 2;
}
if (notes !== undefined) process.on("exit", () => writeFileSync(notes, JSON.stringify([...chunks.keys()])));
