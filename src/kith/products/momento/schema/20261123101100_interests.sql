-- The catalogue of interests.

insert into interests (name, theme)
select name, theme from (values
  ('Food and drink', array['Dim sum', 'Sourdough', 'Natural wine', 'Specialty coffee', 'Street food', 'Fermenting', 'Cheese', 'Barbecue', 'Vegan cooking', 'Cocktails', 'Tea ceremonies', 'Baking']),
  ('Music', array['Vinyl', 'Jazz clubs', 'Choirs', 'Opera', 'Techno', 'Folk music', 'Hip hop', 'Indie concerts', 'Playing guitar', 'Piano', 'Drumming', 'Karaoke']),
  ('Film and stage', array['Vintage film', 'Documentaries', 'Anime', 'Improv', 'Musicals', 'Stand-up', 'Horror films', 'Theatre', 'Ballet', 'Short films']),
  ('Books and words', array['Book clubs', 'Poetry', 'Science fiction', 'Crime novels', 'Creative writing', 'Philosophy', 'History', 'Learning languages', 'Crosswords', 'Comics']),
  ('Art and making', array['Pottery', 'Watercolours', 'Street photography', 'Film photography', 'Knitting', 'Woodworking', 'Printmaking', 'Life drawing', 'Jewellery making', 'Sewing', 'Calligraphy', 'Museums']),
  ('Outdoors', array['Hiking', 'Bouldering', 'Wild swimming', 'Birdwatching', 'Camping', 'Foraging', 'Stargazing', 'Gardening', 'Sailing', 'Kayaking', 'Skiing', 'Surfing', 'Long walks']),
  ('Movement', array['Running', 'Yoga', 'Cycling', 'Tennis', 'Football', 'Basketball', 'Volleyball', 'Salsa', 'Swing dance', 'Pilates', 'Martial arts', 'Badminton', 'Table tennis', 'Roller skating']),
  ('Games', array['Board games', 'Chess', 'Poker', 'Pub quizzes', 'Escape rooms', 'Role-playing games', 'Video games', 'Pétanque', 'Mini golf', 'Jigsaw puzzles', 'Bridge']),
  ('City life', array['Architecture', 'Flea markets', 'Rooftops', 'Food markets', 'Late night diners', 'Hidden bars', 'City history walks', 'Thrifting', 'Design', 'Public transport']),
  ('Mind and science', array['Astronomy', 'Psychology', 'Economics', 'Climate', 'Robotics', 'Coding', 'Meditation', 'Mathematics', 'Archaeology', 'Biology']),
  ('Good causes', array['Volunteering', 'Community gardens', 'Animal shelters', 'Repair cafés', 'Beach clean-ups', 'Mentoring']),
  ('Travel', array['Night trains', 'Road trips', 'City breaks', 'Slow travel', 'Hostels', 'Island hopping', 'Cooking from elsewhere']),
  ('At home', array['Houseplants', 'Dogs', 'Cats', 'Dinner parties', 'Interior design', 'Home brewing', 'Aquariums'])
) catalogue (theme, names), unnest(names) name;
