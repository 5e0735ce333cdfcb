import { expect, it } from "vitest";
import { documents, exampleService, exampleSet } from "../../../src/lint/example.ts";
import { sysctlUnsafe } from "../../../src/lint/rules/sysctl-unsafe.ts";
import { messagesIn } from "../messages.ts";

const found = (...names: readonly string[]): readonly string[] => {
  const sysctls = names.map((name) => `\n    - name: ${name}\n      value: "1"`).join("");
  return messagesIn(
    documents(exampleService(), exampleSet({ pod: `securityContext:\n  sysctls:${sysctls}` })),
    sysctlUnsafe,
  );
};

it("knows the safe ones, with dots and with slashes", () => {
  expect(found("kernel.shm_rmid_forced", "net/ipv4/tcp_syncookies")).toEqual([]);
  expect(found("net.ipv4.tcp_syncookies", "vm.max_map_count")).toEqual([
    "spec.template.spec.securityContext.sysctls[1].name: vm.max_map_count is none of the sysctls that kubelets let pods set by default",
  ]);
});
