import angular from 'angular';
import type { Person } from '../../people.ts';
import type { Driver } from '../driver.ts';
import { introduce } from './cast.ts';
import { chats } from './chats.ts';
import { fromServer } from './contact.ts';
import { contacts } from './contacts.ts';
import { isWaiting } from './fit-run.ts';
import type { NavContactScope } from './directory.ts';
import type { AppScope } from './login.ts';
import type { MessageKind } from './message.ts';
import { plainName } from './plain.ts';
import { ROW_HEIGHT } from './nav-chat.ts';
import type { StateService } from './state.ts';

/** Drives the page as a person at the keyboard, the phone and the server would; see the type for what each does. */
export function createDriver(injector: angular.auto.IInjectorService): Driver {
  const $rootScope = injector.get<angular.IRootScopeService>('$rootScope');
  const $state = injector.get<StateService>('$state');
  return {
    ...login(injector),
    ...hands($state),
    ...phone($rootScope),
    openByNotification: (key) => go($rootScope, $state, contacts.byKey(key).UserName),
    idOf: (key) => contacts.byKey(key).UserName,
    current: () => current($state),
  };
}

function current($state: StateService) {
  const contact = $state.includes('chat') && contacts.getContact(chats.current);
  return contact ? { id: contact.UserName, name: plainName(contact), key: contact.key } : null;
}

type Login = 'signIn' | 'scan' | 'confirm' | 'refuseLogin' | 'expireCode' | 'signOut';

/** What leaves the document begins in a task of its own, so that whoever asked for it gets an answer. */
function login(injector: angular.auto.IInjectorService): Pick<Driver, Login> {
  const app = injector.get<JQLite>('$rootElement').find('body').scope<AppScope>();
  return {
    signIn: (seed) => update(app, () => app.signIn(seed)),
    scan: () => update(app, () => app.scan()),
    confirm: (redirect) => void setTimeout(() => void app.confirm(redirect ? { redirect } : {})),
    refuseLogin: () => void setTimeout(() => void app.confirm({ ret: 1203 })),
    expireCode: () => void setTimeout(() => app.expire()),
    signOut: () => void setTimeout(() => app.signOut()),
  };
}

type Hands = 'openByRow' | 'openBySearch' | 'openFromCard' | 'pressKeys' | 'send' | 'scrollList' | 'scrollMessages' | 'openProfilePopup';
type Tabs = 'openContactsTab' | 'openReadTab' | 'backToChats';

/** What a person does: real clicks, keys and scrolling on the page's own elements. */
function hands($state: StateService): Pick<Driver, Hands | Tabs> {
  return {
    openByRow: async (key) => {
      const contact = contacts.byKey(key);
      if (!$state.includes('chat')) await click(document.querySelector('.web_wechat_tab_chat'));
      if (!row(contact.UserName)) scrollTo(chatList(), chats.list.indexOf(contact) * ROW_HEIGHT - 120);
      await click(row(contact.UserName));
    },
    openBySearch: async (key) => {
      await type('.frm_search', plainName(contacts.byKey(key)));
      await click(itemOf('#mmpop_search', key));
    },
    openFromCard: async (key) => {
      await showCard($state, key);
      await click(document.querySelector('.profile .action_area .button'));
    },
    pressKeys,
    send: async (text) => {
      document.getElementById('editArea')!.innerText = text;
      await click(document.querySelector('.btn_send'));
    },
    scrollList: async (pixels) => {
      scrollTo(chatList(), chatList().scrollTop + pixels);
      await settled();
    },
    scrollMessages: async (pixels) => {
      const body = document.querySelector<HTMLElement>('#chatArea .chat_bd.scroll-content')!;
      scrollTo(body, body.scrollTop + pixels);
      await settled();
    },
    openProfilePopup: () => click([...document.querySelectorAll('#chatArea .message .avatar')].at(-1)),
    openContactsTab: async (key) => (key ? showCard($state, key) : click(document.querySelector('.web_wechat_tab_friends'))),
    openReadTab: () => click(document.querySelector('.web_wechat_tab_public')),
    backToChats: () => click(document.querySelector('.web_wechat_tab_chat')),
  };
}

type Phone = 'receive' | 'mute' | 'editRemark' | 'deleteActive' | 'addContact' | 'burst';

/** What comes from the server, each as one update of the page. */
function phone($rootScope: angular.IRootScopeService): Pick<Driver, Phone> {
  return {
    receive: (key, text, kind) => update($rootScope, () => say(key, text, kind)),
    mute: (key, muted = true) =>
      update($rootScope, () => {
        contacts.byKey(key).muted = muted;
        contacts.contactChangeFlag++;
      }),
    editRemark: (key, remark) =>
      update($rootScope, () => {
        contacts.byKey(key).RemarkName = fromServer(remark);
        contacts.contactChangeFlag++;
      }),
    deleteActive: () => update($rootScope, () => chats.deleteChat(chats.current)),
    addContact: (person: Person, options) =>
      update($rootScope, () => {
        introduce(person);
        chats.welcome(person, options?.memberCount);
      }),
    burst: async (messages) => {
      const senders = chats.list.slice(0, 12).map((contact) => contact.key);
      for (let index = 0; index < messages; index++)
        await update($rootScope, () => say(senders[index % senders.length]!, `第 ${index + 1} 条`));
    },
  };
}

function say(key: string, text: string, kind: MessageKind = 'text') {
  const contact = contacts.byKey(key);
  chats.say(contact, text, contact.MemberList[0]?.UserName ?? contact.UserName, kind);
}

async function showCard($state: StateService, key: string) {
  if (!$state.includes('contact')) await click(document.querySelector('.web_wechat_tab_friends'));
  const { entries, heightOf } = angular.element(document.getElementById('navContact')!).scope<NavContactScope>();
  const place = entries.findIndex((item) => !('type' in item) && item.key === key);
  const top = entries.slice(0, place).reduce((sum, item) => sum + heightOf(item), 0);
  scrollTo(document.getElementById('navContact')!, top - 100);
  await click(itemOf('#navContact', key));
}

async function pressKeys(direction: 'up' | 'down', times: number, intervalMs: number) {
  const key = direction === 'up' ? 'ArrowUp' : 'ArrowDown';
  for (let pressed = 0; pressed < times; pressed++) {
    if (pressed) await wait(intervalMs);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }
  while (isWaiting('navKeydown')) await wait(5);
}

async function go($rootScope: angular.IRootScopeService, $state: StateService, userName: string) {
  await update($rootScope, () => void $state.go('chat', { userName }));
}

async function update(scope: angular.IScope, change: () => void) {
  scope.$apply(change);
  await settled();
}

async function type(selector: string, text: string) {
  const field = document.querySelector<HTMLInputElement>(selector)!;
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
}

async function click(element: Element | null | undefined) {
  if (!(element instanceof HTMLElement)) throw new Error('What should be clicked is not in the document');
  element.click();
  await settled();
}

function row(id: string): Element | null {
  return document.querySelector(`#J_NavChatScrollBody .chat_item[data-username="${id}"]`);
}

/** These rows carry no id, as in the real page: only their scope knows whose they are. */
function itemOf(list: string, key: string): Element | undefined {
  const contact = contacts.byKey(key);
  const rows = [...document.querySelectorAll(`${list} .contact_item`)];
  return rows.find((element) => angular.element(element).scope<angular.IScope & { item: unknown }>().item === contact);
}

function chatList(): HTMLElement {
  return document.getElementById('J_NavChatScrollBody')!;
}

/** Scroll events wait for the next frame and never come in a hidden tab, so one is sent by hand. */
function scrollTo(body: HTMLElement, top: number) {
  body.scrollTop = top;
  body.dispatchEvent(new Event('scroll'));
}

/** Two tasks: the page's own timeouts of zero run in the first, what they change is seen in the second. */
async function settled() {
  await wait(0);
  await wait(0);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
