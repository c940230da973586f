package hotpath.interpreter.natives.host;

import java.util.List;

/**
 * The files that a guest may reach: folders with all below them, or single files.
 *
 * @param read whose contents may be read, and which may be listed
 * @param write what may be changed, made and deleted
 */
public record FileGrants(List<String> read, List<String> write) {
  public static final FileGrants NONE = new FileGrants(List.of(), List.of());

  public FileGrants {
    read = List.copyOf(read);
    write = List.copyOf(write);
  }
}
