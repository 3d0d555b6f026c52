import path from "node:path";

const isPublic = ({ name, privacy, static: isStatic }) => !isStatic && !privacy && !/^[#_]/.test(name);
const kebab = (name) => name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/**
 * Keeps what a host may use. Classes are registered by `define()`, under a prefix of the host's, so a tag is known by
 * its file's name: that of the class, in kebab case.
 */
const publicElements = {
  name: "public-elements",
  packageLinkPhase({ customElementsManifest }) {
    const kept = customElementsManifest.modules.filter((module) => {
      const tagName = path.posix.basename(module.path, ".ts");
      module.declarations = (module.declarations ?? []).filter(
        ({ customElement, name }) => customElement && kebab(name) === tagName,
      );
      for (const element of module.declarations)
        Object.assign(element, { tagName, members: element.members?.filter(isPublic) ?? [] });
      return module.declarations.length > 0;
    });
    customElementsManifest.modules = kept.sort((a, b) => a.path.localeCompare(b.path));
  },
};

export default { globs: ["src/**/*.ts"], litelement: true, outdir: ".", packagejson: false, plugins: [publicElements] };
