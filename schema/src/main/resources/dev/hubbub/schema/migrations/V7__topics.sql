-- What the room is about; empty if nobody said. The server bounds its length, or the row, of which every commit writes a new
-- version, would grow with it. The event that changes it keeps the new one in its text.
ALTER TABLE rooms ADD COLUMN topic text NOT NULL DEFAULT '';
