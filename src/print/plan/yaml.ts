import type { Plan } from "../../plan/model.ts";
import { printYaml } from "../objects/yaml.ts";
import { planDocument } from "./json.ts";

export function planYaml(plan: Plan): string {
  return printYaml(planDocument(plan));
}
