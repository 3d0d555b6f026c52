import type { CSSResultGroup, LitElement, TemplateResult } from "lit";
import type { Client } from "../../sdk/client/client.js";
import type { ActionId, Capabilities, Detail, Member } from "../../sdk/contract/index.js";
import type { ElementName } from "../registration.js";
import type { Launcher } from "./launcher.js";
import type { MessageId, ProfileView } from "./profile-view.js";

/** Where a panel stands: at the top of the wide column, in the narrow column, or at the bottom of the wide one. */
export type Place = "top" | "side" | "bottom";

/** What a panel says of itself before anything is read or drawn. */
export interface PanelDescription<Name extends string = string> {
  /** The panel's name in the `panels` attribute and in `::part()`. */
  readonly name: Name;
  readonly place: Place;
  /** Message id of the title; null: the content brings its own titles. */
  readonly title: MessageId | null;
  /** The action that its head launches, and what its button says. */
  readonly act?: readonly [action: ActionId, words: MessageId];
  /**
   * The backend's modules that the panel shows. A backend without any of them has no such panel. Default: it needs
   * none.
   */
  readonly modules?: readonly string[];
  /** Whether there is anything to show of a member, as far as that came with them, or of a backend. Default: there is. */
  readonly when?: (member: Member, capabilities: Capabilities) => boolean;
}

/** What reads data of the member who is shown. */
export interface ReadsOfMember {
  readonly element: LitElement;
  readonly client: () => Client | undefined;
  /** The member whose data is read; undefined: it is not shown, or no member is known yet. */
  readonly memberId: () => string | undefined;
}

/** What a panel may use of the profile it stands in. Each function answers what is true when it is called. */
export interface PanelHost extends ReadsOfMember {
  /** The host page's ticket, sent with every write. */
  readonly reference: () => string | null;
  /** Null before the backend's capabilities are known. */
  readonly view: () => ProfileView | null;
  /** Tells a screen reader. */
  readonly announce: (words: string) => void;
  /** Loads another element of the kit. Answers whether it is registered; a failure is reported to the host page. */
  readonly load: (name: ElementName) => Promise<boolean>;
  /** Resolves once the member is drawn and the page has nothing better to do: what is no part of the first paint waits. */
  readonly drawn: Promise<void>;
  /** Adds styles that were loaded after the profile's own. */
  readonly addStyles: (styles: CSSResultGroup) => void;
}

/** Draws a masked detail: dots with a button, or what it is, by `drawn`. */
export type DrawMasked = (
  detail: Detail,
  view: ProfileView,
  drawn: (known: Detail, view: ProfileView) => unknown,
) => unknown;

/** What a profile draws in its panels once the page was idle. */
export interface LaterParts {
  /** Beneath the balances, what they were. */
  balances(member: Member, view: ProfileView): unknown;
  readonly masked: DrawMasked;
}

/** What a panel is drawn with. */
export interface PanelContext {
  readonly member: Member;
  readonly view: ProfileView;
  /** Opens the actions modal; null where nothing may be written. */
  readonly launcher: Launcher | null;
  /** The host page has taken away everything that writes. */
  readonly readonly: boolean;
  readonly offline: boolean;
  /** Where the operator of an entry is named. */
  readonly operator: "info" | "inline";
  /** What draws parts of panels that are no part of the first paint; null until the page was idle. */
  readonly later: LaterParts | null;
  /** What draws the panels in a column that is too narrow for them; null: they are drawn whole. */
  readonly compact: CompactParts | null;
  /** Whether a list shows the newest of it alone, and nothing that narrows it. Default: it shows all that was read. */
  readonly isBrief?: boolean;
}

/** How panels are drawn, for what arranges them in a way of its own. */
export interface Frames {
  /** The panel in its frame, and below its content a `foot`; `nothing`: the member has none of it. */
  framed(panel: Panel, context: PanelContext, foot?: unknown): unknown;
  /** What stands below the panel's title. */
  content(panel: Panel, context: PanelContext): unknown;
  /** The button that its head launches. */
  act(panel: Panel, context: PanelContext): unknown;
  /** How it stands; undefined: it is not loaded. */
  open(panel: Panel): OpenPanel | undefined;
}

/** What arranges the panels in a narrow column. */
export interface CompactParts {
  draw(panels: readonly Panel[], context: PanelContext, frames: Frames): TemplateResult;
}

/** A panel as it stands in one profile. */
export interface OpenPanel {
  /** Draws what stands below the title. `nothing`: the member has none of it, and the panel is left out. */
  draw(context: PanelContext): unknown;
  /** Whether the panel is reading; undefined: it reads nothing. */
  readonly loading?: boolean;
  /** How many things it lists, as far as they were read; undefined: nothing was read, or it is no list. */
  readonly count?: { readonly of: number; readonly isAll: boolean } | undefined;
  /** Reads again. */
  reload?(): Promise<void>;
  /** Another member is shown: nothing of the last one stays. */
  forget?(): void;
}

/** What a panel does. All panels share one shadow root: class names in their styles must differ. */
export interface PanelParts {
  readonly styles?: CSSResultGroup;
  /** Opens the panel in a profile. */
  open(host: PanelHost): OpenPanel;
}

/** A panel of the first view. Its reads start at once, beside those of the member and of other panels. */
export interface EarlyPanel<Name extends string = string> extends PanelDescription<Name>, PanelParts {}

/** A panel that is loaded, and reads, once it comes into view. Until then its frame keeps its place. */
export interface LatePanel<Name extends string = string> extends PanelDescription<Name> {
  load(): Promise<PanelParts>;
}

/** A panel of the profile. `panels/index.ts` lists them all. */
export type Panel = EarlyPanel | LatePanel;
