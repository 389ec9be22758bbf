/** Why a customer was taken for the contact, strongest first; the words for a person are in locales/. */
export type Reason =
  /** A person has said so. */
  | 'linked'
  /** The contact has another name now and was this customer beyond doubt before, in the same login. */
  | 'renamed'
  /** A person has linked a contact of this name to the customer, who had another picture then. */
  | 'new-picture'
  /** A person has said of this customer that a contact of this name, who had another picture then, is not them. */
  | 'refused-before'
  /** A person has linked this customer to another contact, who has another picture or another lasting id. */
  | 'linked-elsewhere'
  /** Another connection's customer, who is beyond doubt, has the same mobile number. */
  | 'same-number'
  /** The same, with the same name and company. */
  | 'same-company'
  /** The shown phone number is this customer's. */
  | 'phone'
  /** The shown number is a line that several people may answer: a fixed line, a switchboard, a number without its extension. */
  | 'line'
  /** The shown phone number is compatible with the masked number or ends like the customer's. */
  | 'phone-part'
  /** The shown name is the remark that the CRM keeps. */
  | 'remark'
  | 'name'
  | 'nickname'
  /** The shown name holds a part of the customer's company. */
  | 'company'
  /** A surname with a title, such as 王总. */
  | 'title'
  /** A tag of the customer is beside the name. */
  | 'tag'
  /** More than the name is shown: numbering, emoji, places, states. */
  | 'decorated'
  /** One character differs. */
  | 'spelling'
  /** Other characters that are read alike. */
  | 'sound'
  /** The name is written in pinyin. */
  | 'pinyin'
  /** It is written as in Hong Kong, Taiwan or Singapore, or with less than the whole given name. */
  | 'romanised'
  /** Traditional for simplified characters, or the other way round. */
  | 'script'
  | 'rare-name'
  | 'mine'
  /** No other customer explains the shown name. */
  | 'only-one'
  /** The shown name holds a phone number that is not among the customer's. */
  | 'other-phone';

/** sure = shown at once; likely = shown with "Is this right?"; several = the person chooses; none = no customer in the CRM. */
export type Decision = 'sure' | 'likely' | 'several' | 'none';
