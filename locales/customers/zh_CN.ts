/** Simplified Chinese of the page of all customers: its keys are those of every language. Each view has its part, headed by its title. */
export const zh_CN = {
  name: '客边',
  'nav.label': '视图',

  'all.title': '全部客户',
  'all.none': '还没有客户',

  'import.title': '导入与导出',

  'duplicates.title': '重复客户',

  'backup.title': '备份',

  'replies.title': '快捷回复',

  'schema.title': '字段与标签',
};
