import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { name: string } };
  components: unknown[];
}

const root = path.resolve(import.meta.dirname, "..");
/** The package that is packed: npm runs its `prepack` in its folder. */
const packed = process.cwd();

/**
 * `prepack`: writes what the package consists of, as CycloneDX, to `dist/sbom.cdx.json`, of the versions in the lock file and
 * without the network. npm's own `--omit dev` also leaves out what development needs as well, so that only what runs is
 * put before it. Its moment and its random number are left out: of the same sources it is the same.
 */
const folder = mkdtempSync(path.join(tmpdir(), "sbom-"));
try {
  const { name, version, license, dependencies, description } = JSON.parse(
    readFileSync(path.join(packed, "package.json"), "utf8"),
  ) as Record<string, string>;
  writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ name, version, license, description, dependencies }),
  );
  copyFileSync(path.join(root, "package-lock.json"), path.join(folder, "package-lock.json"));
  const npm = (...args: string[]) =>
    execFileSync("npm", [...args, "--package-lock-only", "--offline", "--silent"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 26,
      env: {
        ...process.env,
        npm_config_workspaces: undefined,
        npm_config_workspace: undefined,
        npm_config_json: undefined,
      },
    });
  npm("prune", "--ignore-scripts");
  const bom = JSON.parse(npm("sbom", "--sbom-format", "cyclonedx")) as Bom;
  delete bom.serialNumber;
  delete bom.metadata.timestamp;
  bom.metadata.component.name = name ?? "";
  mkdirSync(path.join(packed, "dist"), { recursive: true });
  writeFileSync(path.join(packed, "dist/sbom.cdx.json"), `${JSON.stringify(bom, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
