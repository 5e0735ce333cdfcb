/** A line of a volume source: `shown` is what stands for no value, or prints the value. */
export type Field = readonly [label: string, field: string, shown?: string | ((value: unknown) => string)];

/** How a volume source that is a list of fields is printed. */
export interface SourceText {
  readonly type: string;
  readonly fields: readonly Field[];
}

export const READ_ONLY: Field = ["ReadOnly:", "readOnly", "false"];
export const FS_TYPE: Field = ["FSType:", "fsType"];
