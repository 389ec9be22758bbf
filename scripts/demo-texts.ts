import type { SpokenLanguage } from '../lib/model/language';
import { createOptionsTranslate } from '../locales/options/translate';
import { createTranslate, loadTexts, type Key } from '../locales/translate';

/** The texts that are printed beside the sandbox. `{key}` is a button's text in the window; the caller replaces `[MENU]` and `[CONSOLE]`. */
const WHAT_TO_TRY: Record<SpokenLanguage, string> = {
  en: `
Kebian runs. Beside a chat page like WeChat's stands the real side panel.
  1. Click a chat in the list: the customer appears in the panel.
  2. Change “{remark.title}”, or press T in the panel and add a tag: the sandbox CRM has it at once.
  3. Open the two chats called 王芳: choose the customer for each; Kebian remembers which is which.
  4. Press F and write a follow-up with a reminder; change “{facts.stage}” in the card of 励销.
  5. Press / in the panel to search and narrow the search down; under “{strip.more}” (three dots) are “{strip.tasks}” and “{strip.calls}” of 聊天后台.
  6. Select a name anywhere in the chat and choose “[MENU]” from the context menu; or type kb, a space and a name in the address bar.
  7. The other tab is a chat console that Kebian does not know. Press “{strip.settings}” (the sliders, top right of the panel), then
     “{pages.title}”, “{pages.teach}”, and give it the address [CONSOLE]
The sandbox's CRMs keep what you change in .output/sandbox. Close the browser to end.
`,
  zh_CN: `
客边已经运行。一个像微信的聊天网页旁边，是真正的侧边栏。
  1. 点列表里的一个聊天：面板里出现这位客户。
  2. 修改“{remark.title}”，或在面板里按 T 添加标签：沙盒里的 CRM 立即就有。
  3. 打开两个名叫王芳的聊天：为每一个选择客户；客边会记住谁是谁。
  4. 按 F 写一条带提醒的跟进；在励销的卡片里修改“{facts.stage}”。
  5. 在面板里按 / 搜索并缩小范围；“{strip.more}”（三个点）里有聊天后台的“{strip.tasks}”和“{strip.calls}”。
  6. 在聊天里选中任何名字，从右键菜单选择“[MENU]”；或在地址栏输入 kb、空格和名字。
  7. 另一个标签页是客边还不认识的聊天后台。点“{strip.settings}”（面板右上角的滑块），再点“{pages.title}”、“{pages.teach}”，
     输入地址 [CONSOLE]
沙盒里的 CRM 把你的修改保存在 .output/sandbox。关闭浏览器即可结束。
`,
  zh_TW: `
客邊已經執行。一個像微信的聊天網頁旁邊，是真正的側邊欄。
  1. 點列表裡的一個聊天：面板裡出現這位客戶。
  2. 修改「{remark.title}」，或在面板裡按 T 新增標籤：沙盒裡的 CRM 立即就有。
  3. 開啟兩個名叫王芳的聊天：為每一個選擇客戶；客邊會記住誰是誰。
  4. 按 F 寫一則帶提醒的跟進；在勵銷的卡片裡修改「{facts.stage}」。
  5. 在面板裡按 / 搜尋並縮小範圍；「{strip.more}」（三個點）裡有聊天後台的「{strip.tasks}」和「{strip.calls}」。
  6. 在聊天裡選取任何名字，從右鍵選單選擇「[MENU]」；或在網址列輸入 kb、空格和名字。
  7. 另一個分頁是客邊還不認識的聊天後台。點「{strip.settings}」（面板右上角的滑桿），再點「{pages.title}」、「{pages.teach}」，
     輸入網址 [CONSOLE]
沙盒裡的 CRM 把你的修改保存在 .output/sandbox。關閉瀏覽器即可結束。
`,
};

/** The same of two agents and a relay between their browsers and the CRM. */
const WHAT_TO_TRY_WITH_A_RELAY: Record<SpokenLanguage, string> = {
  en: `
Two browsers run, each with the panel beside a chat page, and a relay between them and the sandbox CRM. Neither knows a key of the CRM.
  1. The first one is Anna's, who may do everything. Change “{remark.title}” there: the CRM has it at once.
  2. The other one is Bo's: he sees masked numbers and may not edit; the panel says so. Press “{card.again}” (the arrow): he sees what Anna has written.
  3. Press Enter in this terminal: the relay is killed. What is kept is still shown; what Anna writes waits in her browser.
  4. Press Enter once more: the relay is back. What waited is written, once.
  5. Take Bo's access away, in another terminal; his next question is refused: [REMOVE]
  6. Read who asked what: [AUDIT]
Close a browser to end.
`,
  zh_CN: `
已经运行两个浏览器，各有一个聊天网页和旁边的侧边栏；它们与沙盒 CRM 之间是一个中继，两个浏览器都不知道 CRM 的密钥。
  1. 第一个是 Anna 的，什么都可以做。修改“{remark.title}”：CRM 立即就有。
  2. 另一个是 Bo 的：号码被遮住，也不能修改，面板会说明。点“{card.again}”（箭头）：他看到 Anna 写的内容。
  3. 在这个终端按回车：中继立即被结束。已保存的资料仍然显示；Anna 写的内容在她的浏览器里等待。
  4. 再按一次回车：中继恢复。等待的内容会写入，而且只写一次。
  5. 在另一个终端收回 Bo 的权限，他的下一次查询会被拒绝：[REMOVE]
  6. 查看谁查询了什么：[AUDIT]
关闭任一浏览器即可结束。
`,
  zh_TW: `
已經執行兩個瀏覽器，各有一個聊天網頁和旁邊的側邊欄；它們與沙盒 CRM 之間是一個中繼，兩個瀏覽器都不知道 CRM 的金鑰。
  1. 第一個是 Anna 的，什麼都可以做。修改「{remark.title}」：CRM 立即就有。
  2. 另一個是 Bo 的：號碼被遮住，也不能修改，面板會說明。點「{card.again}」（箭頭）：他看到 Anna 寫的內容。
  3. 在這個終端機按 Enter：中繼立即被結束。已儲存的資料仍然顯示；Anna 寫的內容在她的瀏覽器裡等待。
  4. 再按一次 Enter：中繼恢復。等待的內容會寫入，而且只寫一次。
  5. 在另一個終端機收回 Bo 的權限，他的下一次查詢會被拒絕：[REMOVE]
  6. 檢視誰查詢了什麼：[AUDIT]
關閉任一瀏覽器即可結束。
`,
};

/** What to try, with the texts of all buttons filled in. */
export function whatToTry(language: SpokenLanguage, { menu, console }: { menu: string; console: string }): Promise<string> {
  return filledIn(WHAT_TO_TRY, language, { MENU: menu, CONSOLE: console });
}

/** The commands are those of the relay that runs. */
export function whatToTryWithARelay(language: SpokenLanguage, commands: Record<'REMOVE' | 'AUDIT', string>): Promise<string> {
  return filledIn(WHAT_TO_TRY_WITH_A_RELAY, language, commands);
}

async function filledIn(texts: Record<SpokenLanguage, string>, language: SpokenLanguage, places: Record<string, string>): Promise<string> {
  await loadTexts(language);
  const [panel, options] = [createTranslate(language), createOptionsTranslate(language)];
  const named = (key: string) => (key.startsWith('pages.') ? options(key as 'pages.title') : panel(key as Key));
  return texts[language]
    .replace(/\{([\w.]+)\}/g, (_, key: string) => named(key))
    .replace(/\[([A-Z]+)\]/g, (_, place: string) => places[place]!);
}
