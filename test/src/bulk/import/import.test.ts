import { expect } from "@open-wc/testing";
import { CsvReader } from "../../../../sdk/contract/bulk/csv.js";
import { clientFor, doDueWork, newTenant, readable, requestsOf, seedingMs, type Tenant, until } from "../../backend.js";
import { type ListPage, showList } from "../../member-list/list-page.js";

describe("the import of a file", () => {
  let tenant: Tenant;
  before(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(() => {
    document.body.replaceChildren();
    localStorage.clear();
  });

  const open = async (): Promise<ListPage> => {
    const page = showList(clientFor(tenant));
    await page.names();
    await page.press("Import");
    await page.seen("#import-file");
    return page;
  };
  const choose = async (page: ListPage, content: BlobPart, name = "points.csv"): Promise<void> => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([content], name));
    const input = await page.seen<HTMLInputElement>("#import-file");
    input.files = chosen.files;
    input.dispatchEvent(new Event("change"));
  };
  const meanings = (page: ListPage) => page.all<HTMLSelectElement>(".mapping select").map(({ value }) => value);
  const mean = (page: ListPage, index: number, value: string): void => {
    const select = page.all<HTMLSelectElement>(".mapping select")[index] as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event("change"));
  };
  const check = (page: ListPage) => page.find<HTMLFormElement>("#import-form")?.requestSubmit();
  const points = async (memberId: string) =>
    (await clientFor(tenant).members.get(memberId)).value.accounts.find(({ currency }) => currency === "points")
      ?.spendable;
  const imports = async () => (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/imports")).length;

  it("S4-8 does what each row says, once all of the file was checked, and saves the rows that are wrong with why", async () => {
    const [noa, mila] = [await points("m_1048"), await points("m_1012")];
    const page = await open();
    await choose(
      page,
      "Customer e-mail;Points;Why\r\nnoa@example.com;50;Sorry\r\nmila.novak@example.com;-20;\r\nnobody@example.com;5;x\r\n",
    );
    await page.says("What the columns are");
    expect(meanings(page)).to.deep.equal(["email", "amount", ""]);
    mean(page, 2, "note");
    await until(() => meanings(page).join() === "email,amount,note");
    check(page);
    await page.says("Nothing is done yet");
    expect([await points("m_1048"), await points("m_1012")]).to.deep.equal([noa, mila]);
    const wrong = await page.seen(".import .items tbody tr");
    expect(readable(wrong.textContent)).to.match(/^4 ?Customer e-mail: ./);
    const saved: Blob[] = [];
    const { createObjectURL } = URL;
    URL.createObjectURL = (file: Blob) => {
      saved.push(file);
      return createObjectURL(file);
    };
    await page.press("Save them as a file");
    const file = await until(() => saved[0], "the file of wrong rows");
    URL.createObjectURL = createObjectURL;
    const reader = new CsvReader();
    const rows = [...reader.read(await file.text()), ...reader.end()].map(({ cells }) => cells);
    expect(rows.map((cells) => cells.slice(0, 3))).to.deep.equal([
      ["Customer e-mail", "Points", "Why"],
      ["nobody@example.com", "5", "x"],
    ]);
    expect(rows[1]?.[3]).to.match(/^Customer e-mail: ./);
    (await page.seen(".import #go")).click();
    await page.says("You can close this");
    await doDueWork();
    await until(() => page.find(".import .callout.success"), "it to be done");
    expect([await points("m_1048"), await points("m_1012")]).to.deep.equal([(noa ?? 0) + 50, (mila ?? 0) - 20]);
  });

  it("finds out what the columns are by their names, and remembers what was said", async () => {
    const page = await open();
    await choose(page, "Member ID,Amount,Colour\nm_1048,5,red\n");
    await page.says("What the columns are");
    expect(meanings(page)).to.deep.equal(["id", "amount", ""]);
    mean(page, 2, "note");
    check(page);
    await page.says("Nothing is done yet");
    await page.press("Close");
    await page.press("Import");
    await choose(page, "Member ID,Amount,Colour\nm_1012,5,blue\n");
    await page.says("What the columns are");
    expect(meanings(page)).to.deep.equal(["id", "amount", "note"]);
  });

  it("S14 keeps nothing of a file whose first row is a member's own", async () => {
    const page = await open();
    await choose(page, "Noa Canary7391,m_1048,5\nMila,m_1012,5\n");
    await page.says("What the columns are");
    mean(page, 1, "id");
    mean(page, 2, "amount");
    await until(() => meanings(page).join() === ",id,amount");
    check(page);
    await page.says("Nothing is done yet");
    const kept = JSON.stringify(Object.entries(localStorage));
    expect(kept).to.contain("memberkit.import");
    expect(kept).not.to.contain("Canary7391");
  });

  it("C04 says where a file is none, whatever it is called, and sends nothing", async () => {
    const before = await imports();
    const page = await open();
    await choose(page, new Uint8Array([0x50, 0x4b, 3, 4]), "points.csv");
    await page.says("This is a spreadsheet");
    await choose(page, "id,amount\n");
    await page.says("It has no rows");
    await choose(page, 'id,amount\nm_1,"5\n');
    await page.says("Row 2, column 2: a quote is never closed");
    expect(await imports()).to.equal(before);
  });

  it("C04 reads what spreadsheets write: UTF-16, Windows' letters, semicolons, a byte order mark", async () => {
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...Array.from("Ä;Betrag\nm_1048;5\n").flatMap((each) => [each.charCodeAt(0), 0]),
    ]);
    const windows = Uint8Array.from(Array.from("\xc4,Betrag\nm_1048,5\n"), (each) => each.charCodeAt(0));
    for (const content of [utf16, windows, "\uFEFFÄ\tBetrag\nm_1048\t5\n"]) {
      const page = await open();
      await choose(page, content);
      await page.says("What the columns are");
      expect(page.all(".mapping tbody th > span").map(({ textContent }) => textContent)).to.deep.equal(["Ä", "Betrag"]);
      document.body.replaceChildren();
    }
  });

  it("asks for the column that names the member, and for what no column is", async () => {
    const before = await imports();
    const page = await open();
    await choose(page, "A,B\nm_1048,5\n");
    await page.says("What the columns are");
    check(page);
    await page.says("Say which column names the member.");
    await page.says("Say which column it is, or what it is for all rows");
    expect(await imports()).to.equal(before);
  });

  it("C03 says that a file was imported before", async () => {
    const file = "id,amount\nm_1048,7\n";
    for (const isFirst of [true, false]) {
      const page = await open();
      await choose(page, file);
      await page.says("What the columns are");
      check(page);
      await page.says("Nothing is done yet");
      expect(/imported before|same file/i.test(page.text)).to.equal(!isFirst);
      if (isFirst) {
        (await page.seen(".import #go")).click();
        await page.says("You can close this");
        await doDueWork();
      }
      document.body.replaceChildren();
    }
  });
});
