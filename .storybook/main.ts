import type { StorybookConfig } from "@storybook/web-components-vite";
import { mergeConfig } from "vite";
import { catalogueIndexer, catalogueStories } from "./catalogue-stories.js";

const config: StorybookConfig = {
  framework: "@storybook/web-components-vite",
  stories: ["../.cache/site/*.mdx", "../stories/**/*.stories.ts"],
  addons: ["@storybook/addon-docs", "@storybook/addon-a11y"],
  staticDirs: ["../node_modules/.cache/memberkit/storybook"],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  experimental_indexers: (known = []) => [catalogueIndexer, ...known],
  viteFinal: (vite) =>
    mergeConfig(vite, {
      plugins: [catalogueStories],
      // It finds its WebAssembly beside itself, so it must stay where it is.
      optimizeDeps: { exclude: ["@electric-sql/pglite"] },
      build: { chunkSizeWarningLimit: 10_000 },
    }),
};

export default config;
