import angular from 'angular';
import { guardUnload, startBackground } from './background.ts';
import { chats } from './chats.ts';
import { contacts } from './contacts.ts';
import { registerContentChat } from './content-chat.ts';
import { registerDirectory } from './directory.ts';
import { type Options, registerLogin } from './login.ts';
import { registerNavChat } from './nav-chat.ts';
import { registerPopups } from './popups.ts';
import { registerReader } from './reader.ts';
import { registerRepeat } from './repeat.ts';
import { createDriver } from './sandbox-driver.ts';
import { registerSearch } from './search.ts';
import { registerState } from './state.ts';

const query = new URLSearchParams(location.search);
const options: Options = {
  signedIn: query.get('signedIn') === '1',
  seed: query.get('seed'),
  chats: Number(query.get('chats') ?? 200),
  unload: query.get('unload') === '1',
  slow: Number(query.get('slow') ?? 0),
};

const module = angular.module('webwxApp', []);
// The page shows HTML that the server has escaped; names that were escaped twice or not at all show as they are.
module.config(['$sceProvider', ($sceProvider: angular.ISCEProvider) => $sceProvider.enabled(false)]);
module.factory('chatFactory', () => chats);
module.factory('contactFactory', () => contacts);
module.directive('mmSrc', () => ({
  restrict: 'A',
  link: (_scope: angular.IScope, _element: JQLite, attributes: angular.IAttributes) =>
    attributes.$observe<string>('mmSrc', (address) => address && attributes.$set('src', address)),
}));
registerState(module);
registerRepeat(module);
registerPopups(module);
registerLogin(module, options);
registerNavChat(module);
registerContentChat(module, options.slow);
registerDirectory(module);
registerReader(module);
registerSearch(module);

const injector = angular.bootstrap(document, ['webwxApp']);
window.sandbox = createDriver(injector);
guardUnload(options);
startBackground();
