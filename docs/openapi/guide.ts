/** What the document's routes and schemas can't say: how a backend behaves. Markdown, a section a rule. */
export const guide = `
Every change to a member is an action: \`POST /members/{memberId}/actions/{action}\`. A route says by
\`x-memberkit-level\` to which level it belongs (\`core\`, then \`preview\`, then \`bulk\`) and by
\`x-memberkit-requirement\` whether a backend of that level MUST or MAY have it. A backend has an action where
\`GET /capabilities\` names it. A route that it does not have answers 501 \`capability-not-supported\`.

## Requests and answers

JSON in UTF-8, at most 1 MB (413). Unknown fields and parameters of a request are refused (422 \`validation\`); unknown
fields of an answer are ignored. Amounts are whole numbers of minor units, at most 2^53 - 1. Instants are RFC 3339 in
UTC, dates \`YYYY-MM-DD\`. What a backend does not know is null, and the kit leaves it out. Personal data never stands
in a URL: searches are POSTs. Answers are not to be cached (\`Cache-Control: no-store\`).

## Who asks

\`Authorization: Bearer\` with a token that the host's backend mints for the signed-in operator, minutes long. Tenant,
operator, permissions and limits come from it and from nowhere else. A limit with \`currency: null\` counts the action's
operations in all currencies together. Another tenant's ids answer 404, as ids that never were do.

## Actions of a backend's own

Beside the built-in actions a backend may name its own in \`GET /capabilities\`: the same two routes with its id, and in
\`own\` its words, danger, permission and \`input\`. The kit offers, previews, confirms, sends and undoes it as any other.
\`input\` is JSON Schema 2020-12 in this subset, from which the form is made and by which the backend checks:

- an \`object\` with \`properties\`, named by letters, digits, \`_\` and \`-\`, and \`required\`; what it does not name is
  refused, whether it says \`additionalProperties: false\` or not;
- a \`string\`, with \`maxLength\` (above 200: several lines); with \`format: date\`; with \`enum\`; or with \`oneOf\`, each a
  \`const\` with its \`title\`. Text is taken without the spaces around it, and some of it must be visible;
- an \`integer\`, with \`minimum\` and \`maximum\`; a \`boolean\`;
- \`title\`, its label, and \`description\`, its help, on each.

No other keyword is used; a reader passes over one that it does not know. A \`note\` or a \`reasonCode\` is the
operation's own. Where it is \`irreversible\`, the kit asks for a typed confirmation, which is not sent.

## What is known of members

\`GET /attributes\` says what the program knows of its members, in the order to be shown, and what of it can be edited.
\`edit-profile\` takes the touched attributes and no others, each with what the operator saw (\`from\`: a detail's
\`code\`, where it has one, else its \`value\`) and what it is to be (\`to\`; null: known no more). Where one is something
else by now, all is refused with 409 \`conflict\`, pointed at by \`errors\` with the code \`changed\`; where an e-mail address
or a phone number is another member's, with the code \`taken\`. A value that does not fit is 422 \`validation\`. An address
that was changed counts as not verified.

## What is masked

A backend MAY hide contact data from operators who may not see them: a detail, the values of an effect, both sides of a
conflict are of the kind \`masked\` then, a message says \`masked\` of where it goes, and what stands there is dots with what
helps to tell it apart. Nothing that such an operator asks leads there: a search finds by the whole of an address or number, a
filter by that or by whether there is any; nobody is sorted by it, and it is no column of a list or a file. \`edit-profile\` takes
the mask as \`from\`, and refuses dots as \`to\` (\`masked\`).

\`POST /members/{memberId}/reveals\`, with the module \`reveals\`, answers one such detail as it is to who has the permission. It
changes nothing, takes no key and is kept for no replay; who looked, when, at whom and at which detail is in the backend's
audit before it is answered. What is shown so is stored nowhere.

## Events

\`GET /event-types\` says what may happen to a member beside purchases, each with the JSON Schema (in the subset above) of
what is told of it. \`add-event\` registers one at once: what does not fit its type is 422 \`validation\`, pointed at below
\`/properties\`. The program's rules react to it. What they add expires at the end of \`expiresAt\`, unless the rule says
another day. It stands in the timeline as any other act by hand: its \`source\` is \`manual\`, and \`operator\` says who.

## Browsers (CORS)

Allow the configured origins, never \`null\` and never any; the methods \`GET\` and \`POST\`; the headers
\`Authorization\`, \`Idempotency-Key\`, \`If-Match\`, \`Preview-Match\` and \`Content-Type\`. Expose \`ETag\`,
\`Retry-After\` and \`Idempotent-Replayed\`. No cookies.

## Idempotency

Each write carries an \`Idempotency-Key\`, one for each act of the operator, unique for its tenant and operator. The
first request with a key is done; the same request again answers the first answer, to the byte, with
\`Idempotent-Replayed: true\`, whatever has become of the member since. The same key with another route, body,
\`If-Match\` or \`Preview-Match\` answers 422 \`idempotency-key-reused\`. While the first one still runs, a second waits
up to a second and then gets 409 \`operation-in-progress\` with \`Retry-After\`. An answer is kept for at least 24
hours; after that the key answers 409 \`already-done\`. A key is never executed twice, ever.

Kept are receipts and the refusals of the business itself: every 409 but \`operation-in-progress\`, 410,
\`balance-overflow\` and \`reason-required\`. Not kept, so that the key may be used again: 400, 401, 403, 412, 413, 422
\`validation\`, 428, 429 and 5xx.

## Order of checks

Authentication (401); form of the key (400); validation (422); a kept answer, which is replayed; existence (404, 410);
capability (501); permission and limits (403); preconditions (412, 428); then the business itself.

## Outcomes

HTTP 200 says that a write was answered; the operation's \`status\` says what came of it. Final are \`applied\`,
\`reversed\`, and \`rejected\` and \`failed\`, of which the latter two changed nothing. Not final are \`pending\` (being
carried out), \`awaiting_approval\` (a second person decides) and \`unknown\` (the backend can't tell): they are
followed by \`GET /operations/{operationId}\`, a second after the answer and then at growing intervals of at most 30
seconds. An undo is offered only where \`reversible\` is not null.

## Settling

A caller whose answer was lost sends the same request with the same key again. Where it can't any more (a reload), it
asks \`POST /operations/settle\`: \`settled\` with the outcome; \`running\`, ask again in a second; \`voided\`, it never
arrived, and from now on never will; \`unknown\`, the backend can't tell, and the write must not be sent again.

## Previews

A preview is the write's own decision, not applied: it writes nothing and carries no key. Its \`previewTag\` is a digest
of its outcome: deltas, tier, message, consent and refusal, not absolute balances. Sent as \`Preview-Match\`, a
differing outcome is refused with 412 \`stale\`. A backend whose \`preview\` is \`estimate\` answers none.
The preview of an action that gives (\`x-memberkit-gives\`) may say what such actions gave to the member by hand in the
last days (\`given\`): how often, how much of the chosen currency, for the chosen reason, and by whom. What was undone is
none of it, and it is told only to who may see the member's timeline. It is no part of the \`previewTag\`.

## Undo

\`POST /operations/{operationId}/reversal\` appends an operation that takes back what the first one did; nothing is ever
deleted. Twice is 409 \`already-reversed\`; where it would make a balance negative, 409 \`insufficient-balance\`.

\`POST /operations/{operationId}/reversal-preview\` is the same decision, not applied: it takes no body, writes nothing and
carries no key. A page that finds none asks without figures.

## Versions of a member

The \`ETag\` of a member covers profile, status, tier and consents. Actions that hold the exact state need it as
\`If-Match\`: 428 where it is missing, 412 where it is old.

## Lists

\`limit\` is 25 by default and at most 100; \`cursor\` is opaque. A cursor that has expired answers 410
\`cursor-expired\`, and the list starts over.

## Changes

A backend with the module \`changes\` tells of them by \`GET /changes\`, a stream of events as \`EventSource\` reads them
(\`text/event-stream\`), fetched with the token: \`member.updated\` and \`job.updated\`, each with the \`id\`, of the tenant's
members, and of the jobs that the operator may see. They hold ids alone. What has changed is read by its own route, since one event
may stand for several changes; \`operations\` names what has changed a member, so that a page need not read again what
it did itself. Every change of a member is told, by whomever: another operator, a rule, a till, an expiry, a delivery.

An event's \`id\` says how far the stream has come; it also comes alone, at least every 20 seconds, which says that the stream
still lives. \`?after=\` resumes behind it, for at least ten minutes: nothing is missed, something may be told twice. Where that
can't be done, the first event is \`changes.lost\`: all that is shown is read again. Without \`after\` it begins a
little before now, with what changed while the page was read. \`?members=\`, at most 100 ids with spaces between them,
asks for these members only; a backend may tell of others too.

The stream ends when its token does, and when the server stops; the caller comes back with a fresh token and \`after\`. A
backend may bound how many are open (429). Nothing on the way may hold it back: no compression, no buffering.

## Many members

A filter is JSON in react-querybuilder's shape, over the fields that \`GET /filter-schema\` names. \`POST /audience-queries\`
answers a page of whom it finds, and beside it, where that is asked for, how many there are, how many each channel reaches,
and what of a pasted list nobody has. A condition on one value is unknown where a member has none, as in SQL; on several
values (tags) it never is. Days are the program's. Whoever was erased is in no audience. What is wrong with a filter is a 422
\`validation\` that points at the row (\`/filter/rules/2/value\`); what takes too long is cut: 422 \`too-costly\`, which points
at what to narrow. No cursor and no URL holds what somebody is sorted or found by.

\`POST /audiences\` saves a filter under a name that no other has, without a key: the same again by the same operator answers
what was saved. Addresses and numbers of pasted lists are kept as member ids, so that nothing of a person outlives them.

\`POST /exports\` answers the address of a file, \`/exports/{token}\` below the base URL, which is fetched by a plain \`GET\`
without \`Authorization\`: the token is a secret, good once and for minutes. CSV is UTF-8, with a header; a cell that a
spreadsheet would run begins with an apostrophe, numbers and phone numbers stay as they are, several values stand on a line
each. A file that breaks off is cut in its transfer, so that no short file looks whole. \`POST /jobs/{jobId}/exports\` answers
such an address for those to whom a job was not done: their ids and why, by code and words, without names or addresses.
\`POST /members/{memberId}/subject-access\` answers such an address for all that is held about one member, to be handed to them: a page
that reads well, or JSON.

## Audit

A backend with the module \`audit\` shows who did, and was shown, what by \`POST /audit-searches\`, to who has the permission
\`audit:read\`: newest first, by operator, member, kind, action, ticket and time, all of which hold together. An entry holds
ids and codes, and the name of nobody but the operator; members who were erased are there by id. \`memberId\` finds what was
done to a member, who looked at them, and the lists in which they were shown; a file names nobody. What was refused is there with
its problem's code. That the audit was read is in it, too, the same within a few minutes once. \`seal\` says where an entry
stands in a chain that shows whether anything was changed by hand; null: not sealed yet, or by no backend that has none.

## Certificates

A backend with the module \`certificates\` answers \`GET /operations/{operationId}/certificate\` for operations that erased a member, whoever
reads it as long as they may erase in that way, or read the audit: 503 with \`Retry-After\` until it is signed, then the same each time. \`jws\` is a compact JWS
(RFC 7515, \`typ\`: \`erasure+jws\`, EdDSA or ES256) whose payload is \`erasure\`; its \`kid\` is one of the public keys at \`/certificates/keys\`, a JSON
Web Key Set that is fetched by a plain \`GET\` without \`Authorization\`. Nothing in it is personal; keys that signed before stay published.

## Views

\`POST /member-views\` reads what first views show, many members and several routes in one answer; a backend MAY have
it, and a caller that gets 404, 405 or 501 reads route by route. A part has the name of the operation that answers it
alone, and is what that answers: \`activities\` its first page, \`heldGifts\` and \`heldPunchCards\` their first page
of 100. A view without a \`memberId\` is the program's. A part that is refused carries its own problem, and refuses no
other; one that the backend does not know, or does not have, is left out, and read by its route.

## Refusals

\`application/problem+json\` (RFC 9457) with a stable \`code\`. \`errors\` points at each wrong field (RFC 6901).
\`retryable\` says whether the same request may succeed later; 429 and 503 carry \`Retry-After\`. No refusal holds a
stack, a statement, a name of a table or personal data.
`.trim();
