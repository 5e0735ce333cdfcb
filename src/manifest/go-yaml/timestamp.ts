const DATE = String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})`;
const CLOCK = String.raw`(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?`;
const ZONE = String.raw`(?:Z|[+-](?:[01]\d|2[0-4]):(?:[0-5]\d|60))`;
const FORMS = [`${DATE}$`, `${DATE}[Tt]${CLOCK}${ZONE}$`, `${DATE} +${CLOCK}$`].map((form) => new RegExp(form));

/**
 * Whether go-yaml takes a text for a date, with or without a time.
 * @see go.yaml.in/yaml/v2, `parseTimestamp` in resolve.go
 */
export function isTimestamp(text: string): boolean {
  const parts = FORMS.map((form) => form.exec(text)).find((match) => match !== null);
  if (parts === undefined || parts === null) return false;
  const [, year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}
