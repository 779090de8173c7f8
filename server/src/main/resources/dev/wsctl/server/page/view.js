// What is on the screen. Text only ever gets there as text.

const byId = (id) => document.getElementById(id);
const log = byId('log');
const KEPT = 1_000;

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const clock = (timestamp) =>
  new Date(timestamp).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** @param next what changes every second: on the screen only, since a screen reader would read it every second */
export function showState(state, text, next = '') {
  byId('state-next').textContent = next;
  byId('state').dataset.state = state;
  // Only a change is announced by the live region.
  if (byId('state-text').textContent !== text) byId('state-text').textContent = text;
}

export function showChat(room) {
  byId('room-title').textContent = '#' + room;
  document.title = '#' + room + ' – wsctl chat';
  byId('entrance').hidden = true;
  byId('chat').hidden = false;
  byId('leave').hidden = false;
  byId('who').open = matchMedia('(min-width: 50rem)').matches;
  byId('text').focus();
}

export function showEntrance() {
  byId('room-title').textContent = 'chat';
  document.title = 'wsctl chat';
  byId('entrance').hidden = false;
  byId('chat').hidden = true;
  byId('leave').hidden = true;
  log.replaceChildren();
  byId('room').focus();
}

const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;

function append(item) {
  const follow = isAtEnd();
  log.append(item);
  while (log.childElementCount > KEPT) log.firstElementChild.remove();
  if (follow) {
    log.scrollTop = log.scrollHeight;
  } else {
    byId('newest').hidden = false;
  }
  return item;
}

log.addEventListener('scroll', () => {
  if (isAtEnd()) byId('newest').hidden = true;
});
byId('newest').addEventListener('click', () => {
  log.scrollTop = log.scrollHeight;
  byId('text').focus();
});

export function addMessage(message, own) {
  const item = element('li', own ? 'message own' : 'message');
  item.dataset.id = message.id;
  const by = element('div', 'by');
  const who = element('b');
  who.append(isolated(message.username));
  by.append(who, ` ${clock(message.timestamp)} via ${message.server_id}`);
  item.append(by, words(message.text));
  append(item);
}

export function changeMessage(id, text) {
  const item = log.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (!item) return;
  item.querySelector('p').textContent = text ?? 'deleted';
  item.classList.toggle('deleted', text === undefined);
}

export function addNote(text, problem = false) {
  append(element('li', problem ? 'note problem' : 'note', text));
}

/** @param others what somebody else has written, in the midst of our own words */
export function addNoteOn(before, others, after) {
  const item = element('li', 'note');
  item.append(before, isolated(others), after);
  append(item);
}

/** A message of one's own that nobody has confirmed yet. A screen reader is told of it once, when it is confirmed. */
export function addPending(text) {
  const item = element('li', 'message own pending');
  item.setAttribute('aria-hidden', 'true');
  item.append(element('div', 'by', 'sending…'), words(text));
  return append(item);
}

/** In the direction of its own script, whatever that of the page is. */
function words(text) {
  const made = element('p', '', text);
  made.dir = 'auto';
  return made;
}

/** Of whatever script, it cannot reorder what stands beside it. */
const isolated = (text) => element('bdi', '', text);

/** @param again what its button does; without it there is no button */
export function doubtPending(item, again) {
  item.removeAttribute('aria-hidden');
  item.querySelector('.by').textContent = 'not confirmed: the connection broke';
  if (!again || item.querySelector('button')) return;
  const button = element('button', '', 'Send again');
  button.type = 'button';
  button.addEventListener('click', () => again());
  item.append(button);
}

/** @param members {name, detail, self}, in the order to show */
export function showMembers(members, complete) {
  byId('who-count').textContent = `(${members.length}${complete ? '' : '+'})`;
  byId('who-list').replaceChildren(
    ...members.map(({ name, detail, self }) => {
      const item = element('li');
      item.append(isolated(name), self ? ' (you)' : '');
      if (detail) item.append(' ', element('span', 'note', detail));
      return item;
    }),
  );
}

export function showEverywhere(text) {
  byId('everywhere').textContent = text;
}
