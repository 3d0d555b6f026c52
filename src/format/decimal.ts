/**
 * Minor units as a decimal string, digit by digit: dividing would round past 2^53, where `Intl` given a string does
 * not.
 */
export const decimal = (minor: number, scale: number): Intl.StringNumericLiteral => {
  const digits = String(Math.abs(minor)).padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale ? `.${digits.slice(-scale)}` : "";
  return `${minor < 0 ? "-" : ""}${whole}${fraction}` as Intl.StringNumericLiteral;
};
