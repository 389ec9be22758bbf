import { follow } from '../../lib/panel/follow';
import { createPanelStore } from '../../lib/panel/store';
import { viewOf } from '../../lib/panel/view';

const store = createPanelStore();
store.subscribe((state) => {
  document.getElementById('app')!.textContent = JSON.stringify(viewOf(state), null, 1);
});
void follow(store);
