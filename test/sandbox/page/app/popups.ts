import type angular from 'angular';
import { contacts } from './contacts.ts';
import type { Contact } from './contact.ts';
import { fromServer } from './contact.ts';
import { QQ_FACES } from './names.ts';
import type { StateService } from './state.ts';
import { view } from './view.ts';

export interface Popups {
  openProfile(event: MouseEvent, contact: Contact | undefined): void;
  /** Of a room or of a single contact. */
  openMembers(event: MouseEvent, room: Contact | undefined): void;
  openMenu(event: MouseEvent, signOut: () => void): void;
  openFaces(event: MouseEvent): void;
  close(): void;
}

interface PopupScope extends angular.IScope {
  [name: string]: unknown;
}

/**
 * The popups (`.mmpop`): one at a time, at the end of the body, gone with the next click elsewhere that reaches the body. Who is in the chat
 * is shown in a drawer under the title.
 */
export function registerPopups(module: angular.IModule) {
  module.factory('mmpop', ['$rootScope', '$compile', '$state', createPopups]);
}

function createPopups($rootScope: angular.IRootScopeService, $compile: angular.ICompileService, $state: StateService): Popups {
  let open: { node: JQLite; scope: angular.IScope } | undefined;
  $rootScope.$on('app:click', (_, { target }: MouseEvent) => {
    if (open && !open.node[0]!.contains(target as Node)) close();
  });
  return {
    openProfile: (event, contact) =>
      contact &&
      show(event, 'mmpop_profile', 'profile_mini.html', {
        contact,
        save: (remark: string) => saveRemark(contact, remark),
        chat: (id: string) => {
          close();
          void $state.go('chat', { userName: id });
        },
      }),
    openMembers: (event, room) => room && show(event, 'mmpop_chatroom_members', 'chatRoomMember.html', { room, contacts }),
    openMenu: (event, signOut) => show(event, 'mmpop_system_menu', 'systemMenu.html', { signOut }),
    openFaces: (event) => show(event, 'mmpop_emoji_panel', 'expression.html', { faces: Object.entries(QQ_FACES), pick }),
    close,
  };

  function show(event: MouseEvent, id: string, template: string, values: Record<string, unknown>) {
    close();
    const scope = Object.assign($rootScope.$new(), values) as PopupScope;
    const node = $compile(`<div id="${id}" class="mmpop"><div>${view(template)}</div></div>`)(scope);
    const drawer = id === 'mmpop_chatroom_members' && document.getElementById('chatRoomMembersWrap');
    (drawer || document.body).append(node[0]!);
    open = { node, scope };
    // The click that opened it still travels up to the body, where it would close it again.
    event.stopPropagation();
    if (!drawer) position(node[0]!, event);
  }

  function close() {
    open?.node.remove();
    open?.scope.$destroy();
    open = undefined;
  }

  function pick(name: string) {
    document.getElementById('editArea')?.append(`[${name}]`);
    close();
  }
}

function saveRemark(contact: Contact, remark: string) {
  contact.RemarkName = fromServer(remark.trim());
  contacts.contactChangeFlag++;
}

/** Beside whatever was clicked, inside the window. */
function position(node: HTMLElement, { target }: MouseEvent) {
  const { right, top } = (target as Element).getBoundingClientRect();
  node.style.left = `${Math.max(8, Math.min(right + 10, innerWidth - node.offsetWidth - 8))}px`;
  node.style.top = `${Math.max(8, Math.min(top, innerHeight - 290))}px`;
}
