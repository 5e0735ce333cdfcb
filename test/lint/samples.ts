import type { Finding } from "../../src/lint/finding.ts";
import { lintManifests, type LintOptions, type LintResult } from "../../src/lint/lint.ts";

const encoder = new TextEncoder();

/** Lints texts by the names of their files. */
export function lintTexts(files: Readonly<Record<string, string>>, options: LintOptions = {}): LintResult {
  const inputs = Object.entries(files).map(([file, text]) => ({ file, bytes: encoder.encode(text) }));
  return lintManifests(inputs, options);
}

/** `web.yaml:5:3 error strict-decoding`: what is found and where, without words. */
export function brief({ at, severity, rule }: Finding): string {
  return `${at.file}:${at.start.line}:${at.start.column} ${severity} ${rule}`;
}

/** A StatefulSet whose spec begins with those lines. */
export function statefulSet(lines: string, name = "web"): string {
  return `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
spec:
${lines}  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: nginx
          image: nginx:1.25
`;
}
