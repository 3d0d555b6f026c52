import { html, type TemplateResult } from "lit";

interface SegmentedOptions {
  /** Unique in the form: the radios' name. */
  name: string;
  labelledBy: string;
  options: readonly { value: string; label: string }[];
  chosen: string;
  locked: boolean;
  choose: (value: string) => void;
}

/** A few ways to do the same, one of which is chosen: native radios that look like one control. */
export const segmented = ({ name, labelledBy, options, chosen, locked, choose }: SegmentedOptions): TemplateResult => {
  const choosing = (value: string) => () => choose(value);
  return html`
    <div class="seg" role="radiogroup" aria-labelledby=${labelledBy}>
      ${options.map(
        ({ value, label }) => html`
          <label>
            <input
              type="radio"
              name=${name}
              .value=${value}
              .checked=${value === chosen}
              ?disabled=${locked}
              @change=${choosing(value)}
            />${label}
          </label>
        `,
      )}
    </div>
  `;
};
