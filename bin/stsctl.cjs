#!/usr/bin/env node
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const root = join(__dirname, "..");
const program = join(root, "dist", "stsctl.cjs");
if (!existsSync(program) && existsSync(join(root, "src"))) {
  require("node:child_process").spawnSync(process.execPath, [join(root, "rolldown.config.mjs")], {
    stdio: ["ignore", 2, 2],
  });
}
if (existsSync(program)) require(program);
else {
  process.stderr.write("error: stsctl is not built: run npm ci in its folder\n");
  process.exitCode = 2;
}
