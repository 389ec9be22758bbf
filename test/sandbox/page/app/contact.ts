import type { Person } from '../../people.ts';
import { serverName, spansToPictures } from './names.ts';

export interface Member {
  UserName: string;
  NickName: string;
  DisplayName: string;
}

/** A contact as the page's own script keeps it; the names of the fields are the server's. */
export class Contact {
  readonly key: string;
  UserName: string;
  NickName: string;
  RemarkName = '';
  DisplayName = '';
  HeadImgUrl: string;
  Uin = 0;
  ContactFlag = 3;
  MemberCount = 0;
  MemberList: Member[] = [];
  Sex = 0;
  Signature = '';
  VerifyFlag = 0;
  OwnerUin = 0;
  PYInitial = '';
  PYQuanPin = '';
  RemarkPYInitial = '';
  RemarkPYQuanPin = '';
  StarFriend = 0;
  AppAccountFlag = 0;
  Statues = 0;
  AttrStatus = 0;
  Province = '';
  City = '';
  Alias = '';
  SnsFlag = 0;
  UniFriend = 0;
  ChatRoomId = 0;
  KeyWord = '';
  EncryChatRoomId = '';
  IsOwner = 0;
  HideInputBarFlag = 0;
  NoticeCount = 0;
  MMDigest = '';
  MMDigestTime = '';
  MMCanCreateChatroom = true;
  /** Where the chat stands in time, in minutes; the list is sorted by it. */
  lastMinute = 0;
  pinned = false;
  /** No sound and no number for what comes in. */
  muted = false;
  /** False for people who are only known from a room. */
  friend = true;

  constructor(person: Person, id: string) {
    this.key = person.key;
    this.UserName = id;
    this.NickName = fromServer(person.nickname);
    this.RemarkName = fromServer(person.remark);
    this.HeadImgUrl = `/cgi-bin/mmwebwx-bin/webwxgeticon?seq=${person.avatarSeq}&username=${id}&skey=`;
    this.MMCanCreateChatroom = person.kind !== 'service';
    this.pinned = person.key === 'filehelper';
    if (!person.record) return;
    this.Sex = person.record.gender === '男' ? 1 : 2;
    this.City = person.record.city;
  }

  /** The visible name as HTML: remark before nickname; a room without either is called after its first ten members. */
  getDisplayName(): string {
    const own = this.RemarkName || this.NickName;
    if (own || !this.isRoomContact()) return own;
    if (this.MemberCount === 0) return this.UserName;
    return this.MemberList.slice(0, 10)
      .map((member) => member.DisplayName || member.NickName)
      .join(', ');
  }

  isRoomContact(): boolean {
    return this.UserName.startsWith('@@');
  }

  isContact(): boolean {
    return this.friend;
  }

  isBrandContact(): boolean {
    return (this.VerifyFlag & 8) !== 0;
  }

  isSelf(): boolean {
    return this.key === 'self';
  }

  isShieldUser(): boolean {
    return false;
  }

  isMuted(): boolean {
    return this.muted;
  }

  isTop(): boolean {
    return this.pinned;
  }

  isReadOnlyContact(): boolean {
    return this.HideInputBarFlag === 1;
  }
}

/** Text as typed on a phone, in the form in which the page keeps it. */
export function fromServer(plain: string): string {
  return spansToPictures(serverName(plain));
}
