package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.Handles;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guest strings: made from host strings and read back; and the table of interned strings, whose
 * references are in cells.
 *
 * <p>Content is as the library's compact strings have it: one byte a character if all are below
 * 256, else two in the host's order.
 */
public final class Strings {
  private static final int LATIN1 = 0;
  private static final int UTF16 = 1;

  private final GuestMemory memory;
  private final Allocator allocator;
  private final ReferenceTable references;
  private final InstanceKlass stringKlass;
  private final ArrayKlass byteArrayKlass;
  private final long valueOffset;
  private final long coderOffset;
  private final Map<String, Interned> interned = new HashMap<>();

  /** Where an interned string's reference is. */
  private record Interned(long cell) {}

  public Strings(
      GuestMemory memory,
      Allocator allocator,
      ReferenceTable references,
      SystemDictionary dictionary,
      LibraryFields fields) {
    this.memory = memory;
    this.allocator = allocator;
    this.references = references;
    this.stringKlass = dictionary.bootClass("java/lang/String");
    this.byteArrayKlass = dictionary.arrayOf(JavaKind.BYTE);
    this.valueOffset = fields.offset(LibraryField.STRING_VALUE);
    this.coderOffset = fields.offset(LibraryField.STRING_CODER);
  }

  /** A new guest string. */
  public int make(String text) {
    boolean latin1 = isLatin1(text);
    int bytes = latin1 ? text.length() : 2 * text.length();
    Handles handles = allocator.handles();
    int mark = handles.mark();
    int value = handles.push(allocator.array(byteArrayKlass, bytes));
    long content = Allocator.offset(handles.get(value)) + ObjectLayout.ELEMENTS;
    if (latin1) {
      memory.copyIn(text.getBytes(StandardCharsets.ISO_8859_1), content);
    } else {
      memory.copyIn(text.toCharArray(), 0, content, text.length());
    }
    int string = allocator.instance(stringKlass);
    memory.ref(Allocator.offset(string) + valueOffset, handles.get(value));
    memory.i8(Allocator.offset(string) + coderOffset, latin1 ? LATIN1 : UTF16);
    handles.release(mark);
    return string;
  }

  /** A new guest string, or null for null. */
  public int makeOrNull(@Nullable String text) {
    return text == null ? 0 : make(text);
  }

  private static boolean isLatin1(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return false;
      }
    }
    return true;
  }

  /** The content of a guest string, which is not null. */
  public String read(int string) {
    int value = memory.ref(Allocator.offset(string) + valueOffset);
    long content = Allocator.offset(value) + ObjectLayout.ELEMENTS;
    int bytes = memory.i32(Allocator.offset(value) + ObjectLayout.LENGTH);
    if (memory.i8(Allocator.offset(string) + coderOffset) == LATIN1) {
      return new String(memory.copyOut(content, bytes), StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[bytes / 2];
    memory.copyOut(content, chars, 0, chars.length);
    return new String(chars);
  }

  /** The content of a guest string; null for null. */
  public @Nullable String readOrNull(int string) {
    return string == 0 ? null : read(string);
  }

  /** The region offset of the cell that holds the interned string of this content. */
  public long internCell(String text) {
    Interned known = interned.get(text);
    if (known == null) {
      known = new Interned(references.add(make(text)));
      interned.put(text, known);
    }
    return known.cell();
  }

  /** The interned string of this content. */
  public int intern(String text) {
    return references.get(internCell(text));
  }

  /**
   * {@code String.intern()}: the given string becomes the interned one, if there is none of its
   * content.
   */
  public int intern(int string) {
    String text = read(string);
    Interned known = interned.get(text);
    if (known == null) {
      known = new Interned(references.add(string));
      interned.put(text, known);
    }
    return references.get(known.cell());
  }
}
