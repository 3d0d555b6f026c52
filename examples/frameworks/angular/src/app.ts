import { Component, CUSTOM_ELEMENTS_SCHEMA, effect, type ElementRef, signal, viewChild } from "@angular/core";
import type { MemberActionDoneEvent, MemberChangeEvent, MemberOpenEvent, MemberProfile } from "memberkit";
import { baseUrl, token } from "./host";

@Component({
  selector: "app-root",
  // Elements that are not Angular's own.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <member-kit [attr.base-url]="baseUrl" [getToken]="getToken">
      <button id="next" (click)="memberId.set('m_1012')">Next member</button>
      <button id="toggle" (click)="isShown.set(!isShown())">Toggle the profile</button>
      <button id="preset" (click)="hasPreset.set(true)">Add a preset</button>
      <button id="open" (click)="isOpen.set(true)">Open the modal</button>
      <output id="heard">{{ heard().join(" ") }}</output>
      @if (isShown()) {
        <member-profile #profile [memberId]="memberId()" (member-action-done)="done($event)">
          <member-action name="add:points" [attr.amount]="100" label="Sorry for the wait"></member-action>
          @if (hasPreset()) {
            <member-action name="add:points" [attr.amount]="500" label="Big sorry"></member-action>
          }
        </member-profile>
      }
      <form>
        <tag-editor name="tags" [value]="tags()" (member-change)="takeTags($event)"></tag-editor>
      </form>
      <member-list [filter]="vips" columns="tier" [readonly]="true" (member-open)="open($event)"></member-list>
      <member-actions-modal
        [memberId]="memberId()"
        [open]="isOpen()"
        (member-actions-close)="close()"
      ></member-actions-modal>
    </member-kit>
  `,
})
export class App {
  protected readonly baseUrl = baseUrl;
  protected readonly getToken = async () => token;
  protected readonly vips = {
    combinator: "and",
    rules: [{ field: "tags", operator: "contains", value: "VIP" }],
  };
  protected readonly memberId = signal("m_1048");
  protected readonly isShown = signal(true);
  protected readonly hasPreset = signal(false);
  protected readonly isOpen = signal(false);
  protected readonly tags = signal<readonly string[]>(["regular", "from Cork"]);
  protected readonly heard = signal<readonly string[]>([]);
  private readonly profile = viewChild<ElementRef<MemberProfile>>("profile");

  constructor() {
    effect(() => this.profile()?.nativeElement.addEventListener("member-action-done", () => this.hear("by script")));
  }

  private hear(what: string): void {
    this.heard.update((before) => [...before, what]);
  }

  protected done(event: Event): void {
    this.hear(`done:${(event as MemberActionDoneEvent).operation.action}`);
  }

  protected takeTags(event: Event): void {
    this.tags.set((event as MemberChangeEvent).value);
    this.hear("member-change");
  }

  protected open(event: Event): void {
    event.preventDefault();
    this.hear(`open:${(event as MemberOpenEvent).memberId}`);
  }

  protected close(): void {
    this.isOpen.set(false);
    this.hear("close");
  }
}
