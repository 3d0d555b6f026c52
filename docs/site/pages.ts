/** A page of the documentation site: a document of the repository, or one section of it. */
export interface Page {
  /** Where it stands in the sidebar: `Guide/Theming`. */
  readonly title: string;
  /** The document, by its path in the repository. */
  readonly file: string;
  /** The heading of the one section that it shows; without: the whole document. */
  readonly section?: string;
}

/** The pages beside those of the elements, in the order of the sidebar. Every document of `docs/` is one of them. */
export const pages: readonly Page[] = [
  { title: "Welcome", file: "docs/welcome.md" },
  { title: "Guide/Getting started", file: "docs/getting-started.md" },
  { title: "Guide/Elements and actions", file: "README.md", section: "The elements" },
  { title: "Guide/Which file, which version", file: "docs/embedding.md" },
  { title: "Guide/Frameworks", file: "docs/frameworks.md" },
  { title: "Guide/Configuring actions", file: "docs/configuring-actions.md" },
  { title: "Guide/Permissions and tokens", file: "docs/tokens.md" },
  { title: "Guide/Theming", file: "docs/theming.md" },
  { title: "Guide/Languages", file: "docs/languages.md" },
  { title: "Guide/Security", file: "docs/security.md" },
  { title: "Guide/Testing", file: "docs/testing.md" },
  { title: "Backend/Connect your backend", file: "README.md", section: "Connect your backend" },
  { title: "Backend/A backend in a day", file: "docs/backend-in-a-day.md" },
  { title: "Backend/The contract", file: "docs/contract.md" },
  { title: "Backend/Conformance suite", file: "test/conformance/README.md" },
  { title: "Backend/The reference backend", file: "server/README.md" },
  { title: "Backend/Gateways", file: "docs/gateways.md" },
  { title: "Backend/Sending messages", file: "docs/messages.md" },
  { title: "Backend/Data protection", file: "docs/data-protection.md" },
  { title: "Backend/For the security reviewer", file: "docs/security-review.md" },
  { title: "Backend/On a database that spreads", file: "docs/distributed-postgresql.md" },
  { title: "Contributing/Add an action", file: "README.md", section: "Add an action" },
  { title: "Contributing/How to contribute", file: "CONTRIBUTING.md" },
  { title: "Contributing/A write, step by step", file: "docs/a-write-step-by-step.md" },
  { title: "Contributing/Decisions", file: "README.md", section: "Decisions" },
  { title: "Contributing/Requirements", file: "docs/requirements.md" },
  { title: "Contributing/Faults", file: "docs/faults.md" },
  { title: "Contributing/Reporting a vulnerability", file: "SECURITY.md" },
  { title: "Upgrading/Upgrade notes", file: "docs/upgrading.md" },
  { title: "Upgrading/Changelog", file: "CHANGELOG.md" },
  { title: "Upgrading/Changelog of the contract", file: "docs/contract-changelog.md" },
];

/** Storybook's id of a page, or of an element's page: `guide-theming--docs`. */
export const idOf = (title: string): string =>
  `${title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")}--docs`;

/** The title of an element's page. */
export const elementTitle = (tagName: string): string => `Elements/${tagName}`;
