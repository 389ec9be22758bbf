chrome.runtime.onMessage.addListener((message, sender) => {
  if (message.open) void chrome.sidePanel.open({ tabId: sender.tab.id });
  if (message.address) void find(message);
});

async function find({ id, name, address }) {
  const customer = await (await fetch(`${address}?name=${encodeURIComponent(name)}`)).json();
  await chrome.runtime.sendMessage({ customer: { id, name: customer.name } });
}
