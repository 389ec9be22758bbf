chrome.runtime.onMessage.addListener(({ customer, id, name, address }) => {
  if (customer) paint(customer);
  else if (id && !address) paint({ id, name });
});

function paint({ id, name }) {
  document.body.dataset.contact = id;
  document.querySelector('h1').textContent = name;
}

async function start() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const contact = await chrome.tabs.sendMessage(tab.id, null);
  if (contact.id) paint(contact);
}

void start();
