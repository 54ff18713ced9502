import type { Words } from "./english.ts";

export const chineseSetup: Words["setup"] = {
  made: "只显示这一次：请现在复制。",
  none: "还没有。",
  add: "添加",
  keys: {
    how: "每个密钥只能看到用它做的内容。这里只保存它的摘要。",
    name: "密钥名称",
    scopes: "可以做什么",
    scopeNames: { read: "读取", create: "制作视频", admin: "全部" },
    make: "新建密钥",
    revoke: "吊销",
    revoked: (day) => `已于 ${day} 吊销`,
    since: (day) => `建于 ${day}`,
  },
  webhooks: {
    how: "每段视频结束时都会发送到这些地址，按 Standard Webhooks 签名。",
    url: "接收地址",
    rotate: "更换密钥",
    rotated: "旧密钥还会同时签名一天。",
    remove: "移除",
    deliveries: "发送记录",
    noDeliveries: "还没有发送过。",
    again: "重新发送",
    sentAgain: "已重新发送。",
    states: { pending: "等待中", delivered: "已送达", failed: "失败" },
    tries: (count) => `尝试 ${count} 次`,
  },
  aog: {
    how: "用 .aog 文件把这套设置带到另一台电脑。文件里没有密钥。",
    download: "导出",
    choose: "导入文件",
    imported: (count) => `已导入 ${count} 项`,
    skipped: (count) => `未导入 ${count} 项`,
    notJson: "这个文件不是 JSON，因此不是 .aog 文件。请选择导出得到的文件。",
  },
};
