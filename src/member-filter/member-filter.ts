import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import { FormControlElement } from "../form-control-element.js";
import { property } from "../property.js";
import { bodyLoader } from "../shell-element.js";
import { readFilter } from "./read-filter.js";

/**
 * Finds members: rows over what the backend can filter by (attributes, tags, balances, purchases), in groups of all, any
 * or none, with a sentence of what they mean, a live count, and how many can be reached. Filters can be saved as
 * audiences that all operators share. In a form it submits its JSON under its `name`, and holds the form back while a
 * row is unfinished.
 *
 * @example
 * ```html
 * <member-filter audience-id="aud_big_spenders"></member-filter>
 * <form><member-filter name="audience"></member-filter></form>
 * ```
 *
 * @fires {MemberFilterChangeEvent} member-filter-change - The filter is another: a row was changed, or an audience was
 * opened or saved.
 * @fires {MemberFilterCountEvent} member-filter-count - Its members were counted.
 * @fires {MemberErrorEvent} member-error - The value is no filter, or the backend can't filter members: nothing is drawn.
 * @keyboard Enter - In a row that is finished: begins the next one. In a list of values: what is typed becomes one.
 * @keyboard Delete, Backspace - On the button that removes a row: removes it. Backspace in the empty input of a list of
 * values takes the last one.
 * @csspart rule - A row: a condition or an event.
 * @csspart group - A group of rows.
 * @csspart sentence - What the filter means.
 * @csspart count - How many members match.
 */
export class MemberFilter extends FormControlElement<FilterGroup> {
  static override readonly body = bodyLoader(async () => (await import("./filter-body.js")).FilterBody);

  /**
   * The filter, in react-querybuilder's shape: as JSON in the attribute. Rows that are unfinished are not in it; what
   * the backend does not know is kept in it, and shown. By default it holds for everybody.
   */
  @property({ converter: readFilter }) value: FilterGroup = { combinator: "and", rules: [] };
  /** A saved audience to open: the one part of a filter that may stand in a URL. It follows what the operator opens. */
  @property({ attribute: "audience-id", reflect: true }) audienceId: string | null = null;

  /**
   * Counts anew, at once, and reads what could not be read before. The rows stay as they are, unfinished ones too. Safe at
   * any time; an earlier count that is under way is called off.
   */
  refresh(): void {
    this.body?.refresh?.();
  }

  protected get submitted(): string {
    return JSON.stringify(this.value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-filter": MemberFilter;
  }
}
