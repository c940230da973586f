package hotpath.launcher;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command line, one after the other. A word {@code @FILE} stands for the words in
 * that file (which do not expand again), until the caller has seen the main class: what follows
 * belongs to the guest.
 */
final class Words {
  private final Deque<String> given;
  private final Deque<String> fromFile = new ArrayDeque<>();
  private boolean expands = true;

  Words(List<String> words) {
    given = new ArrayDeque<>(words);
  }

  /** The next word; null at the end. */
  @Nullable String next() {
    while (true) {
      if (!fromFile.isEmpty()) {
        return fromFile.remove();
      }
      String word = given.poll();
      if (word == null || !expands || word.length() < 2 || word.charAt(0) != '@') {
        return word;
      }
      if (word.charAt(1) == '@') {
        return word.substring(1);
      }
      fromFile.addAll(ArgumentFile.words(read(word.substring(1))));
    }
  }

  /** The next word, which {@code option} needs. */
  String argumentOf(String option, String what) {
    String word = next();
    if (word == null) {
      throw new UsageException(option + " needs " + what);
    }
    return word;
  }

  /** No word is a file from here on. */
  void stopExpanding() {
    expands = false;
  }

  /** All words that are left, as they are. */
  List<String> rest() {
    stopExpanding();
    List<String> rest = new ArrayList<>(fromFile);
    rest.addAll(given);
    return rest;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException("argument file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw new UsageException("argument file " + file + " is not in UTF-8");
    } catch (IOException e) {
      throw new UsageException("argument file " + file + " cannot be read");
    }
  }
}
