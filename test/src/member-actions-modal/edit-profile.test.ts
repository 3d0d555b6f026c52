import { expect } from "@open-wc/testing";
import {
  breakNext,
  clientFor,
  held,
  newTenant,
  problem,
  readable,
  release,
  requestsOf,
  seedingMs,
  until,
  type Tenant,
} from "../backend.js";
import { clear, stage, writesOf, type ModalPage } from "./modal-page.js";

const field = (key: string) => `#field-changes\\.${key}`;

const select = async (page: ModalPage, selector: string, value: string) => {
  const input = await page.seen<HTMLSelectElement>(selector);
  input.value = value;
  input.dispatchEvent(new Event("change", { bubbles: true }));
};

describe("the edit of a profile, in member-actions-modal", function () {
  this.timeout(20_000);
  let tenant: Tenant;
  beforeEach(async function () {
    this.timeout(seedingMs);
    tenant = await newTenant();
  });
  afterEach(async () => {
    await release(tenant);
    clear();
  });

  const open = async () => {
    const page = await stage(clientFor(tenant));
    await page.choose("edit-profile");
    await page.seen(field("email"));
    return page;
  };

  it("calls languages what the operator calls them, as the profile does", async () => {
    const page = await open();
    page.kit.locale = "he";
    await page.says("עריכת הפרופיל");
    const names = page.all<HTMLOptionElement>(`${field("language")} option`).map(({ text }) => readable(text));
    expect(names).to.include.members(["אנגלית", "גרמנית"]);
  });

  it("S2-4 stands filled in with what is known, and asks for nothing that the program does not let be edited", async () => {
    const page = await open();
    expect(page.value(field("name"))).to.equal("Noa Ben-David");
    expect(page.value(field("email"))).to.equal("noa@example.com");
    expect(page.value(field("birthday"))).to.equal("1991-03-14");
    expect(page.value(field("homeBranch"))).to.equal("b_harbour");
    expect(page.value(field("milk"))).to.equal("oat");
    expect(page.value(field("cupsAWeek"))).to.equal("5");
    expect(page.value(field("student"))).to.equal("false");
    expect(page.value(field("address"))).to.contain("12 Quay Street\nGalway");
    expect(page.find(field("paperCardSince"))).to.equal(null);
  });

  it("S3-14 previews the touched fields alone, saves nothing until Update, and is undone", async () => {
    const page = await open();
    expect(page.text).to.contain("Change something to see what will be saved.");
    await page.submit();
    await page.type(field("cupsAWeek"), "7");
    await select(page, field("milk"), "soy");
    await page.type(field("allergies"), "Nuts");
    await page.type(field("allergies"), "");
    await page.previewed();
    await until(() => page.effects.length === 2, "both changes");
    expect(page.effects).to.deep.equal(["Usual milk Oat milktoSoy milk", "Cups a week 5to7"]);
    expect(await writesOf(tenant)).to.have.length(0);
    expect(page.find("#submit")?.textContent).to.contain("Update");
    await page.submit();
    expect(await page.receipt()).to.contain("Profile updated");
    const { value: member } = await clientFor(tenant).members.get("m_1048");
    expect(member.details.find(({ id }) => id === "cupsAWeek")?.value).to.equal(7);
    await page.press("#undo");
    await page.says("Undone");
    const { value: again } = await clientFor(tenant).members.get("m_1048");
    expect(again.details.find(({ id }) => id === "milk")?.value).to.equal("Oat milk");
  });

  it("a page may fill in what is to be changed, held by what is known as it opens", async () => {
    const children = `<member-action name="edit-profile" cups-a-week="8" label="More cups"></member-action>`;
    const page = await stage(clientFor(tenant), { children });
    await page.pressText("More cups");
    await page.seen(field("email"));
    await page.previewed();
    expect(page.effects).to.deep.equal(["Cups a week 5to8"]);
    await page.submit();
    expect(await page.receipt()).to.contain("Profile updated");
  });

  it("what was typed back, or emptied and required, is no change", async () => {
    const page = await open();
    await page.type(field("cupsAWeek"), "7");
    await page.type(field("cupsAWeek"), "5");
    await page.says("Change something to see what will be saved.");
    await page.type(field("name"), "");
    await page.submit();
    expect(page.find(`${field("name")}-error`)?.textContent).to.contain("Fill this in.");
    expect(await writesOf(tenant)).to.have.length(0);
  });

  /** Somebody else saves their own e-mail address and cups while this form is open. */
  const meanwhile = () =>
    clientFor(tenant).actions.editProfile("m_1048", {
      changes: {
        email: { from: "noa@example.com", to: "theirs@example.com" },
        cupsAWeek: { from: 5, to: 9 },
      },
    });

  const conflicted = async () => {
    const page = await open();
    await page.type(field("email"), "mine@example.com");
    await page.type(field("cupsAWeek"), "6");
    await page.type(field("allergies"), "Nuts");
    await page.previewed();
    await meanwhile();
    await page.submit();
    await until(() => page.find(`${field("email")}-error`)?.textContent.includes("theirs@example.com"), "the choice");
    return page;
  };

  it("S3-14 what somebody else changed meanwhile is shown at its field, to choose from: nothing that was typed is lost", async () => {
    const page = await conflicted();
    expect(readable(page.find(`${field("cupsAWeek")}-error`)?.textContent)).to.contain("It is now: 9");
    expect(page.value(field("email"))).to.equal("mine@example.com");
    expect(page.value(field("allergies"))).to.equal("Nuts");
    expect(page.find(`${field("allergies")}-error`)).to.equal(null);
    const choices = () => page.all<HTMLButtonElement>(".remedy");
    expect(choices().map((each) => readable(each.textContent))).to.deep.equal([
      "Keep theirs",
      "Use mine",
      "Keep theirs",
      "Use mine",
    ]);
    choices()[1]?.click();
    await until(() => choices().length === 2, "the first choice to be made");
    choices()[0]?.click();
    await until(() => page.effects.length === 2, "what is left to change");
    expect(page.effects).to.deep.equal(["E-mail theirs@example.comtomine@example.com", "Allergies NonetoNuts"]);
    expect(page.value(field("cupsAWeek"))).to.equal("9");
    await page.submit();
    expect(await page.receipt()).to.contain("Profile updated");
    const { value: member } = await clientFor(tenant).members.get("m_1048");
    const details = Object.fromEntries(member.details.map(({ id, value }) => [id, value]));
    expect(details).to.include({ email: "mine@example.com", cupsAWeek: 9, allergies: "Nuts" });
  });

  it("U02 what was typed is held by what was seen then, though it is taken up again later", async () => {
    const page = await open();
    await page.type(field("email"), "mine@example.com");
    await page.press("#back");
    await meanwhile();
    await until(async () => (await page.seen('[data-action="edit-profile"]')) && true, "the menu");
    await page.choose("edit-profile");
    await until(() => page.find(`${field("email")}-error`)?.textContent.includes("theirs@example.com"), "the choice");
    expect(page.value(field("email"))).to.equal("mine@example.com");
    expect(page.value(field("cupsAWeek"))).to.equal("9");
  });

  it("another's address is refused at its field, and what was typed stays", async () => {
    const page = await open();
    await page.type(field("email"), "mila.novak@example.com");
    await until(
      () => page.find(`${field("email")}-error`)?.textContent.includes("Another member has this."),
      "the refusal",
    );
    expect(page.value(field("email"))).to.equal("mila.novak@example.com");
    expect(page.text).not.to.contain("Mila");
  });

  it("what is hidden from the operator stands in no field, is sent only where it was typed anew, and never as dots", async () => {
    const page = await stage(clientFor(tenant, "kim"));
    await page.choose("edit-profile");
    await page.seen(field("email"));
    for (const key of ["email", "phone", "birthday", "address"]) expect(page.value(field(key)), key).to.equal("");
    expect(readable(page.find(`${field("email")}-help`)?.textContent)).to.contain(
      "Hidden from you: n••••@example.com.",
    );
    await page.type(field("allergies"), "Nuts");
    await page.type(field("email"), "noa.new@example.com");
    await until(() => page.effects.length === 2, "the preview");
    expect(page.effects[0]).to.equal("E-mail n••••@example.comton••••@example.com");
    await page.submit();
    await page.receipt();
    const { value: member } = await clientFor(tenant).members.get("m_1048");
    const details = Object.fromEntries(member.details.map(({ id, value }) => [id, value]));
    expect(details).to.include({ email: "noa.new@example.com", allergies: "Nuts", birthday: "1991-03-14" });
  });

  it("asks what is known of members once the form is opened, and says where that could not be read", async () => {
    const page = await stage(clientFor(tenant));
    const asked = async () => (await requestsOf(tenant)).filter(({ path }) => path.endsWith("/attributes")).length;
    expect(await asked()).to.equal(0);
    await breakNext(tenant, { fault: problem(500, "internal"), path: "/attributes", times: 5 });
    await page.choose("edit-profile");
    await page.says("Couldn't load the list.");
    expect(readable(page.focused?.textContent)).to.equal("Try again");
    await release(tenant);
    await page.pressText("Try again");
    await page.seen(field("email"));
    expect(page.focused?.id).to.equal("field-changes.name");
  });

  it("puts the focus into the first field, though the fields come late", async () => {
    const page = await stage(clientFor(tenant));
    await breakNext(tenant, { fault: { kind: "hold", at: "answer" }, path: "/attributes" });
    await page.choose("edit-profile");
    await page.says("Loading");
    await until(() => page.focused?.matches("[role=status]"), "the focus where the fields will be");
    await held(tenant);
    await release(tenant);
    await page.seen(field("email"));
    expect(page.focused?.id).to.equal("field-changes.name");
  });
});
