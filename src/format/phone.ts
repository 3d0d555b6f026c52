/** The codes of countries (ITU-T E.164) are of one, two or three digits; a number has fifteen at most. */
const international = /^(\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3}))(\d{4,14})$/;

/** A phone number in groups that are easy to read: put together again they are the number, to the digit. */
export const phoneGroups = (phone: string): readonly string[] => {
  const [, country, rest] = international.exec(phone) ?? [];
  return country && rest ? [country, ...rest.split(/(?<=\d\d)(?=(?:\d{3}){0,3}\d{4}$)/)] : [phone];
};
