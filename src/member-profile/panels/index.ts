/** Every panel, in the order they stand in by default. */
const names = ["balances", "wallet", "tags", "consents", "details", "segments", "activity"] as const;

/** A panel of the profile, as the `panels` attribute calls it. */
export type PanelName = (typeof names)[number];

const isPanel = (token: string): token is PanelName => (names as readonly string[]).includes(token);

/** Reads the `panels` attribute: the panels in its order, and the tokens that are none. Without one: all of them. */
export const readPanels = (attribute: string | null): { names: readonly PanelName[]; unknown: readonly string[] } => {
  if (attribute === null) return { names, unknown: [] };
  const tokens = [...new Set(attribute.split(/\s+/).filter(Boolean))];
  return { names: tokens.filter(isPanel), unknown: tokens.filter((token) => !isPanel(token)) };
};

/** Where a panel stands: above in the wide column (`a`), in the narrow one (`b`), below in the wide one (`c`). */
const placeOf: Readonly<Record<PanelName, "a" | "b" | "c">> = {
  balances: "a",
  wallet: "a",
  tags: "b",
  consents: "b",
  details: "b",
  segments: "b",
  activity: "c",
};

/** The panels by column, each column in the host's order. */
export const columns = (shown: readonly PanelName[]) =>
  (["a", "b", "c"] as const).map((place) => ({ place, names: shown.filter((name) => placeOf[name] === place) }));
