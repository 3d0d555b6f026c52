import { property as alias } from "lit/decorators.js";
import type { FilterGroup } from "../../sdk/contract/bulk/filter.js";
import type { ListState } from "./list-state.js";
import { asItIs, property } from "../property.js";
import { bodyLoader, ShellElement } from "../shell-element.js";

/**
 * Members as a table: searched, sorted, paged, selected, and acted on, one or many. It shows everybody, or who
 * matches a filter: its own, a saved one, or that of a `member-filter` on the page.
 *
 * @example
 * ```html
 * <member-filter id="who"></member-filter>
 * <member-list for="who" member-href="/customers/{id}"></member-list>
 * ```
 *
 * @fires {MemberOpenEvent} member-open - The operator opens a member's profile. Cancelable: `preventDefault()` keeps a
 * link from being followed.
 * @fires {MemberSelectionEvent} member-selection - Other members are selected: how many, and the target that they are.
 * @fires {AudienceHandoffEvent} audience-handoff - The operator takes the audience into the host's campaign wizard.
 * Cancelable: `preventDefault()` keeps the page where it is.
 * @fires {MemberErrorEvent} member-error - An attribute can't be read, or a part of the kit could not be loaded.
 * @keyboard Ctrl+K, Cmd+K, / - Open the palette, unless `shortcuts` says otherwise.
 * @keyboard Enter - In the search: asks at once.
 * @keyboard Escape - In the search: empties it.
 * @slot empty - What stands in place of the table where nobody matches.
 * @csspart table - The table.
 * @csspart row - A member's row.
 * @csspart toolbar - The line above the table: search and columns, or what can be done to the selection.
 */
export class MemberList extends ShellElement {
  static override readonly body = bodyLoader(async () => (await import("./member-list-body.js")).MemberListBody);

  /** The id of a `member-filter` in the same tree, whose filter it shows as it changes. */
  @property() for: string | null = null;
  /** Whom to show, in react-querybuilder's shape; as an attribute: its JSON. Default: everybody. */
  @property({ converter: asItIs }) filter: FilterGroup | string | null = null;
  /** A saved audience to show. Takes precedence over `filter`. */
  @property({ attribute: "audience-id" }) audienceId: string | null = null;
  /** Which columns to show at first, in which order, by their ids: `tier tags`. Default: the backend's choice. */
  @property() columns: string | null = null;
  /** Where a member's profile is: an address with `{id}` in it, such as `/customers/{id}`. Default: rows are buttons. */
  @property({ attribute: "member-href" }) memberHref: string | null = null;
  /** Which actions a row's modal offers: see `member-actions-modal`. */
  @property() actions: string | null = null;
  /** Takes away everything that writes. */
  @property({ type: Boolean }) readonly = false;
  /** `readonly`, as the DOM and React spell it. */
  @alias({ attribute: false }) get readOnly(): boolean {
    return this.readonly;
  }
  set readOnly(value: boolean) {
    this.readonly = value;
  }
  /**
   * What single keys do while the focus is in the list and in no text field: `on` (the default) is `palette:/`, which finds
   * members that were shown lately, and tickets. Another key is named so; `off`: none does. Where the palette has a key,
   * Ctrl+K, or Cmd+K on a Mac, opens it too.
   */
  @property() shortcuts = "on";
  /**
   * Where the operator is in the list: read it when the page is left, and set it to show the list as it was. It holds what
   * was typed into the search, so keep it where personal data may be kept.
   */
  @property({ attribute: false }) state: ListState | null = null;

  protected readonly needsBody = true;

  /**
   * Reads the page and the count anew, for what the host's own code has changed. The rows stay until the answer is there,
   * with the page, the selection and the focus. Safe at any time; nothing is read before there is something to show.
   */
  refresh(): void {
    this.body?.refresh?.();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "member-list": MemberList;
  }
}
