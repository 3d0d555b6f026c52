import type { AttributeValue } from "../../sdk/contract/index.js";
import type { Format } from "./format.js";
import { phoneGroups } from "./phone.js";

interface Words {
  readonly yes: string;
  readonly no: string;
  /** Where nothing is known. */
  readonly none: string;
}

/** What is known of a member, as a text. A kind that the kit doesn't know is shown as it is (U10). */
export const detailText = (value: AttributeValue, kind: string, format: Format, words: Words): string => {
  if (value === null || value === "") return words.none;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (typeof value === "number") return format.number(value);
  if (kind === "date") return format.date(value);
  if (kind === "language") return format.language(value);
  return kind === "phone" ? phoneGroups(value).join(" ") : value;
};
