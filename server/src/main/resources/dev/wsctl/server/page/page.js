// Binds the page: forms in, connection, what it says onto the screen.

import { Connection, randomId } from './connection.js';
import { Members } from './members.js';
import * as view from './view.js';

const byId = (id) => document.getElementById(id);
const form = { join: byId('join'), say: byId('say') };
const LIST_AFTER_MS = 700;
const REFRESH_AFTER_MS = 50;

let connection;
let members;
let self;
let pending = [];
let countdown;
let listing;
let refreshing;
let askForList = true;

const base = location.href.replace(/^http/, 'ws');

function enter(room, username) {
  const kept = JSON.parse(sessionStorage.getItem('wsctl') ?? '{}');
  const same = kept.room === room && kept.username === username;
  self = { room, username, clientId: same ? kept.clientId : randomId(), session: same ? kept.session : undefined };
  members = new Members(username);
  members.restart();
  askForList = true;
  history.replaceState(null, '', '?' + new URLSearchParams({ room }));
  view.showChat(room);
  refreshMembers();
  connection = new Connection({ base, ...self }, { state: showState, message: show });
}

function leave() {
  connection.close();
  clearInterval(countdown);
  clearTimeout(listing);
  pending = [];
  sessionStorage.removeItem('wsctl');
  view.showEverywhere('');
  view.showEntrance();
  view.showState('idle', 'not connected');
}

function showState(state, detail) {
  clearInterval(countdown);
  if (state === 'connecting') {
    view.showState(state, detail.attempt ? 'connecting again…' : 'connecting…');
  } else if (state === 'open') {
    self.session = detail.session;
    sessionStorage.setItem('wsctl', JSON.stringify(self));
    members.restart();
    refreshMembers();
    view.showState(state, 'connected to ' + detail.server_id);
    view.addNote('connected to ' + detail.server_id + (detail.resumed ? ', session resumed' : ''));
    listMembers(0);
  } else if (state === 'waiting') {
    view.showEverywhere('');
    pending.forEach((each) => view.doubtPending(each.item, () => sendAgain(each)));
    const show = () => {
      const seconds = Math.max(0, Math.ceil((detail.until - Date.now()) / 1000));
      view.showState(state, detail.reason, `, next attempt in ${seconds} s`);
    };
    show();
    countdown = setInterval(show, 1000);
  } else {
    pending.forEach((each) => view.doubtPending(each.item));
    view.showState(state, detail.reason);
    view.addNote(detail.reason, true);
  }
}

function show(message) {
  switch (message.type) {
    case 'chat_message':
      confirm(message);
      if (members.spoke(message.username)) refreshMembers();
      view.addMessage(message, message.username === self.username);
      break;
    case 'message_updated':
      view.changeMessage(message.message_id, message.text);
      break;
    case 'message_deleted':
      view.changeMessage(message.message_id);
      break;
    case 'user_joined':
    case 'user_left':
      if (message.type === 'user_joined') members.joined(message.username);
      else members.left(message.username);
      if (message.username !== self.username) {
        view.addNoteOn('', message.username, message.type === 'user_joined' ? ' joined' : ' left');
      }
      refreshMembers();
      listMembers(LIST_AFTER_MS);
      break;
    case 'who':
      members.list(message.members, message.complete);
      refreshMembers();
      break;
    case 'presence':
      view.showEverywhere(
        'On all instances: ' +
          [
            count(message.members, 'member'),
            count(message.guests, 'guest'),
            count(message.admins, 'administrator'),
          ].join(', '),
      );
      break;
    case 'announcement':
      view.addNoteOn('Announcement: ', message.text, '');
      break;
    case 'replay':
      if (message.messages) view.addNote(`What was said meanwhile (${message.messages}):`);
      if (!message.complete) view.addNote(missing(message.reason), true);
      break;
    case 'gap':
      view.addNote(missing(message.reason), true);
      break;
    case 'server_shutdown':
      view.addNote(`${message.server_id} is shutting down; this page connects again by itself`);
      break;
    case 'error':
      // A server that cannot list its members says so once, and is not asked again.
      if (message.code === 'unknown_type') askForList = false;
      else view.addNote('The server says: ' + message.message, true);
      break;
    default:
  }
}

const WHY_MISSING = {
  not_recorded: 'this server keeps no record of them',
  unknown_id: 'what you have seen last is on no record any more',
  trimmed: 'the record does not reach back that far',
  too_much: 'it was too much to send; these are the newest',
  unrecorded: 'an instance could not reach Redis for a while',
  unavailable: 'Redis could not be asked for them',
  subscription_lost: 'this instance did not hear the others for a while',
};

const missing = (reason) => 'Messages may be missing here: ' + (WHY_MISSING[reason] ?? reason);

const count = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;

// A thousand come at once when an instance restarts: one new list for all of them.
function refreshMembers() {
  refreshing ??= setTimeout(() => {
    refreshing = undefined;
    view.showMembers(members.all(), members.complete);
  }, REFRESH_AFTER_MS);
}

// Several people come at once when an instance restarts: one question for all of them.
function listMembers(afterMs) {
  clearTimeout(listing);
  if (!askForList) return;
  listing = setTimeout(() => {
    if (connection.isOpen) connection.send({ type: 'who' });
  }, afterMs);
}

function isConnected() {
  if (!connection.isOpen) view.addNote('Not connected: the message was not sent', true);
  return connection.isOpen;
}

function say(text) {
  const each = { text, item: view.addPending(text) };
  pending.push(each);
  connection.send({ type: 'chat', text });
}

function sendAgain(each) {
  if (!isConnected()) return;
  forget(each);
  say(each.text);
}

function confirm(message) {
  if (message.username !== self.username) return;
  const each = pending.find(({ text }) => text === message.text);
  if (each) forget(each);
}

function forget(each) {
  pending = pending.filter((other) => other !== each);
  each.item.remove();
}

form.join.addEventListener('submit', (event) => {
  event.preventDefault();
  enter(byId('room').value, byId('name').value.trim());
});
form.say.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('text').value;
  if (!text.trim() || !isConnected()) return;
  byId('text').value = '';
  say(text);
});
byId('leave').addEventListener('click', leave);

const asked = new URLSearchParams(location.search).get('room');
if (asked) byId('room').value = asked;
const kept = JSON.parse(sessionStorage.getItem('wsctl') ?? '{}');
if (kept.username) {
  byId('name').value = kept.username;
  byId('room').value = asked ?? kept.room;
  // Somebody may have changed the address to a room that cannot be.
  if (form.join.checkValidity()) enter(byId('room').value, kept.username);
} else {
  byId('name').value = 'guest-' + randomId().slice(0, 8);
  byId(asked ? 'name' : 'room').focus();
}
