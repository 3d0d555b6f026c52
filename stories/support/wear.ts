/** Has the page of a story wear a style sheet, once for all stories: its rules bear classes of their own. */
export const wear = (text: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
};
