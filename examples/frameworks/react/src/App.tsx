import { useEffect, useRef, useState } from "react";
import type { MemberProfile as MemberProfileElement } from "memberkit";
import { MemberAction, MemberActionsModal, MemberKit, MemberList, MemberProfile, TagEditor } from "memberkit/react";
import { baseUrl, token } from "./host";

const [noa, mila] = ["m_1048", "m_1012"];
const vips = { combinator: "and", rules: [{ field: "tags", operator: "contains", value: "VIP" }] } as const;

export const App = () => {
  const [memberId, setMemberId] = useState(noa);
  const [isShown, setShown] = useState(true);
  const [hasPreset, setPreset] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [tags, setTags] = useState<readonly string[]>(["regular", "from Cork"]);
  const [heard, setHeard] = useState<readonly string[]>([]);
  const profile = useRef<MemberProfileElement>(null);
  const hear = (what: string) => setHeard((before) => [...before, what]);

  useEffect(() => {
    const element = profile.current;
    const listen = () => hear("by script");
    element?.addEventListener("member-action-done", listen);
    return () => element?.removeEventListener("member-action-done", listen);
  }, [isShown]);

  return (
    // Another function with each render, as in most pages.
    <MemberKit baseUrl={baseUrl} getToken={async () => token}>
      <button id="next" onClick={() => setMemberId(mila)}>
        Next member
      </button>
      <button id="toggle" onClick={() => setShown(!isShown)}>
        Toggle the profile
      </button>
      <button id="preset" onClick={() => setPreset(true)}>
        Add a preset
      </button>
      <button id="open" onClick={() => setOpen(true)}>
        Open the modal
      </button>
      <output id="heard">{heard.join(" ")}</output>
      {isShown && (
        <MemberProfile
          ref={profile}
          memberId={memberId}
          onMemberActionDone={({ operation }) => hear(`done:${operation.action}`)}
        >
          <MemberAction name="add:points" amount={100} label="Sorry for the wait" />
          {hasPreset && <MemberAction name="add:points" amount={500} label="Big sorry" />}
        </MemberProfile>
      )}
      <form>
        <TagEditor name="tags" value={tags} onMemberChange={({ value }) => (setTags(value), hear("member-change"))} />
      </form>
      <MemberList
        filter={vips}
        columns="tier"
        readonly
        onMemberOpen={(event) => {
          event.preventDefault();
          hear(`open:${event.memberId}`);
        }}
      />
      <MemberActionsModal
        memberId={memberId}
        open={isOpen}
        onMemberActionsClose={() => {
          setOpen(false);
          hear("close");
        }}
      />
    </MemberKit>
  );
};
