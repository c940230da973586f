// test: 60

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the words of a text: a speech, and as many words more as are asked for, made up by walking
 * at random from word to word as they follow each other in the speech. Strings are built by the
 * character, hashed, compared, boxed counts are replaced in a HashMap, and the result is sorted
 * with a comparator. Hot loops are here in the library as often as in the program (buckets of the
 * map, merging runs), each with another class behind its interface calls.
 */
public final class WordCount {
  private static final String SPEECH =
      """
      Four score and seven years ago our fathers brought forth on this continent, a new nation,
      conceived in Liberty, and dedicated to the proposition that all men are created equal.

      Now we are engaged in a great civil war, testing whether that nation, or any nation so
      conceived and so dedicated, can long endure. We are met on a great battle-field of that war.
      We have come to dedicate a portion of that field, as a final resting place for those who here
      gave their lives that that nation might live. It is altogether fitting and proper that we
      should do this.

      But, in a larger sense, we can not dedicate - we can not consecrate - we can not hallow - this
      ground. The brave men, living and dead, who struggled here, have consecrated it, far above our
      poor power to add or detract. The world will little note, nor long remember what we say here,
      but it can never forget what they did here. It is for us the living, rather, to be dedicated
      here to the unfinished work which they who fought here have thus far so nobly advanced. It is
      rather for us to be here dedicated to the great task remaining before us - that from these
      honored dead we take increased devotion to that cause for which they gave the last full measure
      of devotion - that we here highly resolve that these dead shall not have died in vain - that
      this nation, under God, shall have a new birth of freedom - and that government of the people,
      by the people, for the people, shall not perish from the earth.
      """;

  public static void main(String[] args) {
    int more = args.length > 0 ? Integer.parseInt(args[0]) : 80_000;
    String text = continued(SPEECH, more);
    Map<String, Integer> counts = new HashMap<>();
    for (String word : words(text)) {
      Integer count = counts.get(word);
      counts.put(word, count == null ? 1 : count + 1);
    }
    List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
    Collections.sort(entries, new MostFrequentFirst());
    int total = 0;
    for (Map.Entry<String, Integer> entry : entries) {
      total += entry.getValue();
    }
    System.out.print(total);
    System.out.print(" words, ");
    System.out.print(entries.size());
    System.out.println(" different");
    for (int i = 0; i < Math.min(12, entries.size()); i++) {
      System.out.print(entries.get(i).getValue());
      System.out.print(' ');
      System.out.println(entries.get(i).getKey());
    }
  }

  private static final class MostFrequentFirst implements Comparator<Map.Entry<String, Integer>> {
    @Override
    public int compare(Map.Entry<String, Integer> a, Map.Entry<String, Integer> b) {
      int order = b.getValue().compareTo(a.getValue());
      return order != 0 ? order : a.getKey().compareTo(b.getKey());
    }
  }

  /** The words in lower case; whatever is no letter separates them. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        word.append(Character.toLowerCase(c));
      } else if (word.length() > 0) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  private static String continued(String text, int more) {
    List<String> words = words(text);
    Map<String, List<String>> followers = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      List<String> list = followers.get(words.get(i));
      if (list == null) {
        list = new ArrayList<>();
        followers.put(words.get(i), list);
      }
      list.add(words.get((i + 1) % words.size()));
    }
    StringBuilder result = new StringBuilder(text);
    String word = words.get(0);
    int state = 2026;
    for (int i = 0; i < more; i++) {
      state = state * 1103515245 + 12345;
      List<String> next = followers.get(word);
      word = next.get((state >>> 16) % next.size());
      result.append(word).append(i % 12 == 11 ? ".\n" : " ");
    }
    return result.toString();
  }
}
