import type { Random } from "./random.js";

type Words = readonly [string, ...string[]];

interface Script {
  /** How many of a hundred members are called so. */
  readonly share: number;
  /** BCP 47. */
  readonly language: string;
  readonly given: Words;
  readonly family: Words;
  /** Latin spelling of the given names, for e-mail addresses. */
  readonly latin: Words;
  /** Family name first, and nothing between the two. */
  readonly familyFirst?: true;
}

const words = (text: string): Words => text.trim().split(/\s+/) as [string, ...string[]];

const scripts: readonly [Script, ...Script[]] = [
  {
    share: 46,
    language: "en",
    given: words(
      "Aoife Ben Clara Daniel Elena Finn Grace Hugo Isla Jonas Katya Liam Maeve Nils Orla Pavel Quinn Rosa Sean Tess Una Viktor Wren Xavier Yusuf Zoë Amélie Björn Chloé Dmitri Esmée François Gisèle Håkon Íñigo Jürgen Łucja Márton Niamh Øyvind Renée Søren Þóra Ümit",
    ),
    family: words(
      "Byrne Costa Doyle Eriksen Fischer García Hughes Ivanova Jansen Kowalski Lindqvist Moreau Nowak O’Brien Petrov Quigley Rossi Schmidt Török Ueda Vasquez Walsh Young Zhang Müller Nuñez Łoś Åkesson Ó-Súilleabháin MacDonald van-der-Berg Çelik Dvořák Șerban",
    ),
    latin: words(
      "aoife ben clara daniel elena finn grace hugo isla jonas katya liam maeve nils orla pavel quinn rosa sean tess una viktor wren xavier yusuf zoe amelie bjorn chloe dmitri esmee francois gisele hakon inigo jurgen lucja marton niamh oyvind renee soren thora umit",
    ),
  },
  {
    share: 10,
    language: "he",
    given: words("נועה דוד יעל אבי תמר איתן מאיה יונתן שירה אורי"),
    family: words("כהן לוי מזרחי פרץ ביטון אברהם פרידמן שפירא"),
    latin: words("noa david yael avi tamar eitan maya yonatan shira ori"),
  },
  {
    share: 10,
    language: "ar",
    given: words("ليلى عمر فاطمة خالد مريم يوسف نور حسن سارة طارق"),
    family: words("الخطيب حداد المصري نصار العلي منصور بركات صباغ"),
    latin: words("layla omar fatima khaled maryam yousef noor hassan sara tariq"),
  },
  {
    share: 9,
    language: "uk",
    given: words("Олена Тарас Ірина Богдан Марія Андрій Софія Дмитро Анна Сергій"),
    family: words("Шевченко Коваленко Бондар Мельник Ткачук Іванова Петров Лисенко"),
    latin: words("olena taras iryna bohdan mariia andrii sofiia dmytro anna serhii"),
  },
  {
    share: 7,
    language: "zh",
    given: words("伟 芳 娜 敏 静 丽 强 磊 洋 艳 晓明 雨桐"),
    family: words("王 李 张 刘 陈 杨 黄 赵 欧阳"),
    latin: words("wei fang na min jing li qiang lei yang yan xiaoming yutong"),
    familyFirst: true,
  },
  {
    share: 6,
    language: "ja",
    given: words("陽葵 蓮 結衣 湊 さくら 大翔 葵 悠真 美咲 健太"),
    family: words("佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 小林"),
    latin: words("himari ren yui minato sakura hiroto aoi yuma misaki kenta"),
    familyFirst: true,
  },
  {
    share: 6,
    language: "hi",
    given: words("आरव अनन्या विहान दिया अर्जुन ईशा कबीर मीरा रोहन प्रिया"),
    family: words("शर्मा पटेल सिंह गुप्ता अय्यर मेहता जोशी रेड्डी"),
    latin: words("aarav ananya vihaan diya arjun isha kabir meera rohan priya"),
  },
  {
    share: 6,
    language: "th",
    given: words("สมชาย มาลี อนุชา กมล ปรียา ณัฐ สุดา วิชัย"),
    family: words("ใจดี ศรีสุข ทองดี แสงทอง บุญมี รักไทย"),
    latin: words("somchai malee anucha kamol preeya nat suda wichai"),
  },
];

interface PersonName {
  /** As it stands on the profile. */
  readonly name: string;
  readonly firstName: string;
  /** A part for an e-mail address. */
  readonly latin: string;
  readonly language: string;
}

const scriptOf = (random: Random): Script => {
  let left = random.next() * 100;
  return scripts.find((script) => (left -= script.share) < 0) ?? scripts[0];
};

/** A name in one of eight scripts; one in fifty people goes by a single word. */
export const nameOf = (random: Random): PersonName => {
  const script = scriptOf(random);
  const index = random.integer(0, script.given.length - 1);
  const firstName = script.given[index] ?? script.given[0];
  const family = random.pick(script.family).replaceAll("-", " ");
  const single = random.chance(0.02);
  const full = script.familyFirst ? `${family}${firstName}` : `${firstName} ${family}`;
  return {
    name: single ? firstName : full,
    firstName,
    latin: script.latin[index] ?? script.latin[0],
    language: script.language,
  };
};
