/**
 * How likely people write a contact's name in one way or another. Rough shares, the same for every team; the differences between teams are
 * learned from the customers (lexicon.ts). They were set on half of a labelled sample and checked on the other half and on invented teams.
 */
export const weights = {
  /** A contact is in the CRM. */
  known: 0.75,
  /** Of known contacts: the shown name is exactly the CRM's remark, */
  remark: 0.37,
  /** the plain name where the CRM has no remark, or another one, */
  name: 0.37,
  nameDespiteRemark: 0.03,
  /** the name or the remark among other things, */
  decorated: 0.25,
  remarkDecorated: 0.08,
  /** the CRM's remark with other signs between its words, or a part of it between blanks, */
  remarkApart: 0.04,
  remarkPart: 0.02,
  /** one part of a name with a dot, */
  namePart: 0.015,
  /** the nickname, plain or among other things, */
  nickname: 0.12,
  nicknameDecorated: 0.02,
  /** company, surname and title, */
  title: 0.06,
  /** a surname and title without the company; times this where the title is not for the sex that the given name speaks for, */
  titleAlone: 0.02,
  otherSex: 0.55,
  /** the pupil's name with another word for a parent, */
  parent: 0.01,
  /** the company alone, */
  companyAlone: 0.005,
  /** the number of the house and flat, or of the order, is also in the remark; compared with random numbers, */
  ownNumber: 300,
  /** pinyin as the name is mostly read, or as it may be read. */
  pinyin: 0.015,
  otherPinyin: 0.004,
  /** One character has no known reading: its syllable may be any, or is left out. */
  unreadPinyin: 0.0004,
  shortPinyin: 0.0001,
  /** A Chinese character is replaced by one with the same sound, or by a wrong one; times the number of possible characters. */
  sound: 0.04 / 4,
  slip: 0.004 / 300,
  /** A shown phone number is the customer's, or unknown to the CRM, or new; compared with a random number. */
  samePhone: 1e7,
  /** Others answer the number, too: the extension also matches, or only the line. */
  sameExtension: 1e5,
  sameLine: 2e4,
  maskedPhone: 1e3,
  noPhone: 0.01,
  /** Any name beside the right number; the number of the person who introduced the contact. */
  anyName: 1e-6,
  theirNumber: 1e-5,
  /** The contact is named beside words of introduction; the text is about somebody else. */
  introduced: 0.05,
  spokenOf: 0.0005,
  /** A name in letters: turned round, the first word alone, one word and an initial, the last word with Mr or Ms. */
  turned: 0.03,
  firstWord: 0.04,
  initial: 0.02,
  courtesy: 0.02,
  /** The same for a nickname in Latin letters, compared with a name; the chosen name beside a surname is this nickname, compared with any. */
  calledInLetters: 0.2,
  ownChosen: 50,
  /** A name in Latin letters by another romanisation than pinyin, in full; with a chosen Western name, which is one of a hundred, */
  romanised: 0.003,
  romanisedChosen: 0.002 / 100,
  /** the surname with initials, with Mr or Ms, with only a chosen Western name (Jacky Chan). */
  initials: 0.004,
  courtesyInLetters: 0.0005,
  chosenName: 0.005 / 100,
  /** The given name without the surname, its last sign with a title, 阿 or twice: 溪桐姐, 阿桐, 桐桐. */
  calledGiven: 0.006,
  calledLast: 0.002,
  /** times this where the given name begins with a surname, so that it may be a whole name, */
  givenLikeName: 0.1,
  /** times this for customers that are not looked up: strangers, and colleagues' customers. */
  calledByOthers: 1.5,
  /** Surname or given name in characters and the rest in letters, in full or the first letters: Shen溪桐, 沈xt. */
  mixed: 0.001,
  mixedInitials: 0.001,
  /** Of strangers: their given name is of one syllable, of two; has this syllable, or begins with this letter. */
  shortGiven: 0.2,
  longGiven: 0.8,
  syllable: 0.02,
  firstLetter: 0.1,
  otherPhone: 0.002,
  phoneAlone: 0.05,
  /** A text that belongs to this customer is beside the name. */
  ownCompany: 0.12,
  ownRemark: 0.1,
  /** A former company is the one in the record, compared with any. */
  formerCompany: 2,
  ownTag: 0.015,
  ownNickname: 0.05,
  ownPhoneEnd: 0.02,
  /** A form of address, or their own name in Latin letters, which strangers write as well. */
  ownAddress: 0.015,
  /** Of strangers: shown by a plain name, by a name among other things, by a nickname, by something else. */
  strangerName: 0.25,
  strangerDecorated: 0.22,
  strangerNickname: 0.38,
  /** the same where the colleague whose chat it is is known. */
  strangerNicknameOfMine: 0.3,
  strangerTitle: 0.03,
  /** Of my contacts who are in the CRM: I serve them. */
  mine: 0.85,
  /** Somebody else with the same name, for each colleague's customer with that name. */
  namesake: 0.57,
} as const;

/** The least probability of a customer for each decision. */
export const thresholds = { sure: 0.98, mine: 0.6, likely: 0.6, offered: 0.01, mentioned: 0.003 } as const;
