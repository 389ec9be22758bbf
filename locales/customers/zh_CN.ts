/** Simplified Chinese of the page of all customers: its keys are those of every language. Each view has its part, headed by its title. */
export const zh_CN = {
  name: '客边',
  'nav.label': '视图',

  'all.title': '全部客户',
  'all.none': '还没有客户',
  'all.connection': '来自',
  'all.search': '搜索',
  'all.any': '不限',
  'all.filter.stage': '阶段',
  'all.filter.noStage': '（无阶段）',
  'all.filter.tag': '标签',
  'all.filter.noTag': '（无标签）',
  'all.filter.quiet': '多久未跟进',
  'all.filter.quietDays': '{count} 天以上未跟进',
  'all.filter.updated': '更新时间',
  'all.filter.today': '今天',
  'all.filter.updatedDays': '最近 {count} 天',
  'all.column.name': '姓名',
  'all.column.company': '公司',
  'all.column.phone': '手机',
  'all.column.stage': '阶段',
  'all.column.tags': '标签',
  'all.column.owner': '负责人',
  'all.column.followUp': '最近跟进',
  'all.column.updated': '更新',
  'all.nameless': '（没有名字）',
  'all.choose': '选择 {name}',
  'all.chooseAll': '选择全部 {count} 位',
  'all.count': '{count} 位客户',
  'all.countOf': '{count} 位，共 {total} 位',
  'all.loading': '正在读取…',
  'all.limited': 'CRM 里还有更多客户，这里只有保存在本机的',
  'all.clear': '清除筛选',
  'all.opened': '客户 {name}',
  'all.close': '关闭',

  'import.title': '导入与导出',

  'duplicates.title': '重复客户',

  'backup.title': '备份',

  'replies.title': '快捷回复',

  'schema.title': '字段与标签',
};
