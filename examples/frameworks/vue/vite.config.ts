import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const kit = [
  "member-kit",
  "member-profile",
  "member-action",
  "member-actions-modal",
  "member-list",
  "member-filter",
  "tag-editor",
];

export default defineConfig({
  base: "./",
  build: { target: "es2022" },
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => kit.includes(tag) } } })],
});
