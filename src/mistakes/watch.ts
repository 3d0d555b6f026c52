import type { Suspicion, Watched } from "./suspicion.js";

/**
 * How long an element must have stood unchanged before anything about it is a mistake, in milliseconds: a framework may
 * set a property, mount the provider, or learn whom to show a little later.
 */
const SETTLED_MS = 1000;

/**
 * Has the host's developer told what is wrong with how an element is used: each mistake once, as long as it stands, and
 * after the element has settled. What is said, and what then stands in the page, is loaded only where there is a mistake.
 */
export const watch = (watched: Watched): void => {
  const { host, suspicions } = watched;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hostDisconnected = () => clearTimeout(timer);
  const hostUpdated = () => {
    hostDisconnected();
    const found = suspicions().filter(Boolean) as Suspicion[];
    if (watched.placeholder && !found.some(([code]) => code.startsWith("no-"))) {
      watched.placeholder = undefined;
      host.requestUpdate();
    }
    if (!found.length) watched.told = undefined;
    else if (host.isConnected) timer = setTimeout(() => void tell(), SETTLED_MS);
  };
  const tell = async () => (await import("./mistakes.js")).tell(watched);
  host.addController({ hostUpdated, hostDisconnected });
};
