/** Why a customer was matched to the contact, strongest first; the texts are in locales/. */
export type Reason =
  /** A person has decided so. */
  | 'linked'
  /** The contact was certainly this customer under an earlier name in the same login. */
  | 'renamed'
  /** A person has linked a contact of this name, who had another picture then, to the customer. */
  | 'new-picture'
  /** A person has decided that a contact of this name, who had another picture then, is not this customer. */
  | 'refused-before'
  /** A person has linked this customer to another contact, with another picture or another lasting id. */
  | 'linked-elsewhere'
  /** A certain customer of another connection has the same mobile number. */
  | 'same-number'
  /** A certain customer of another connection has the same name and company. */
  | 'same-company'
  /** The shown phone number is this customer's. */
  | 'phone'
  /** The shown number is a line that several people may answer: a landline, a switchboard, a number without its extension. */
  | 'line'
  /** The shown number fits the masked number, or ends like the customer's. */
  | 'phone-part'
  /** The shown name is the CRM's remark. */
  | 'remark'
  | 'name'
  | 'nickname'
  /** The shown name contains a part of the customer's company. */
  | 'company'
  /** A surname with a title, such as 王总. */
  | 'title'
  /** A tag of the customer is beside the name. */
  | 'tag'
  /** The shown name contains more than the name: numbering, emoji, places, states. */
  | 'decorated'
  /** One character differs. */
  | 'spelling'
  /** Other characters with the same pronunciation. */
  | 'sound'
  /** The name is written in pinyin. */
  | 'pinyin'
  /** It is written as in Hong Kong, Taiwan or Singapore, or without the whole given name. */
  | 'romanised'
  /** Traditional instead of simplified characters, or the reverse. */
  | 'script'
  | 'rare-name'
  | 'mine'
  /** The shown name fits no other customer. */
  | 'only-one'
  /** The shown name contains a phone number that the customer does not have. */
  | 'other-phone';

/** sure = shown at once; likely = shown with "Is this right?"; several = the person chooses; none = no customer in the CRM. */
export type Decision = 'sure' | 'likely' | 'several' | 'none';
